"""The lines that a measured Python process speaks, its clock, and counters that several of its processes share."""

import ctypes
import json
import mmap
import os
import signal
import struct
import sys
import threading
import time

job = {"queues": 1, "senders": 1, "workers": 1, "payload": 100, "handler": "noop", "processes": 1, "warm": 0}
if len(sys.argv) > 1 and sys.argv[1].startswith("{"):
    job.update(json.loads(sys.argv[1]))

now = time.monotonic_ns
text = "x" * job["payload"]
queue_names = ["default"] if job["queues"] == 1 else [f"q{i}" for i in range(job["queues"])]
stop_asked = threading.Event()


def say(report):
    sys.stdout.write(json.dumps(report) + "\n")
    sys.stdout.flush()


def wait_for_go():
    """Says ready, returns at the first go; a later stop sets stop_asked, the end of the input ends the process."""
    say({"event": "ready"})
    if b"go" not in os.read(0, 100):
        sys.exit(0)
    threading.Thread(target=_listen, daemon=True).start()


def _listen():
    # Not sys.stdin: a child forked while this thread reads would inherit its lock and wait for it for ever.
    while data := os.read(0, 100):
        if b"stop" in data:
            stop_asked.set()
    os._exit(0)


def die_with_parent():
    """Called in a child: PR_SET_PDEATHSIG."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def started():
    say({"event": "started", "start_ns": now()})


def result(ran, start, first, last, waits=()):
    report = {"event": "result", "ran": ran, "start_ns": start, "first_ns": first, "last_ns": last}
    if waits:
        waits = sorted(waits)
        report["p50_ms"] = waits[max(0, -(-len(waits) // 2) - 1)] / 1e6
        report["p99_ms"] = waits[max(0, -(-len(waits) * 99 // 100) - 1)] / 1e6
    say(report)


class Counters:
    """One slot for each process, made before they fork: how many ran, when the first and last did, how long they waited."""

    MAX_WAITS = 200_000
    HEAD = 24
    SIZE = HEAD + 8 * MAX_WAITS

    def __init__(self, slots):
        self.slots = slots
        self.memory = mmap.mmap(-1, slots * self.SIZE)

    def count(self, slot, wait=None):
        at = slot * self.SIZE
        ran, first, _ = struct.unpack_from("qqq", self.memory, at)
        moment = now()
        if wait is not None and ran < self.MAX_WAITS:
            struct.pack_into("q", self.memory, at + self.HEAD + 8 * ran, moment - wait)
        # The number last: who reads it finds the times written.
        struct.pack_into("qq", self.memory, at + 8, first or moment, moment)
        struct.pack_into("q", self.memory, at, ran + 1)

    def ran(self):
        return sum(struct.unpack_from("q", self.memory, slot * self.SIZE)[0] for slot in range(self.slots))

    def report(self, start, stamped):
        heads = [struct.unpack_from("qqq", self.memory, slot * self.SIZE) for slot in range(self.slots)]
        waits = []
        if stamped:
            for slot, (ran, _, _) in enumerate(heads):
                waits.extend(struct.unpack_from(f"{min(ran, self.MAX_WAITS)}q", self.memory, slot * self.SIZE + self.HEAD))
        firsts = [first for _, first, _ in heads if first]
        result(sum(head[0] for head in heads), start, min(firsts, default=0), max(head[2] for head in heads) or now(), waits)


def handle(counters, slot, handler, argument):
    """What every handler does; Python has no asynchronous one here: it waits on its thread."""
    if handler == "stamped":
        counters.count(slot, int(argument[:16], 16))
        return None
    if handler == "wait":
        time.sleep(0.001)
    elif handler == "burn":
        burn()
    if len(argument) > 0:
        counters.count(slot)
    return "done" if handler == "answer" else None


_steps = 0


def burn():
    """A fixed amount of computing, 10 ms of a core that has nothing else to do."""
    global _steps
    if not _steps:
        sample = 100_000
        best = None
        for _ in range(5):
            before = now()
            _spin(sample)
            best = min(best or now() - before, now() - before)
        _steps = int(sample * 10e6 / best)
    _spin(_steps)


def _spin(steps):
    value = 88172645
    for _ in range(steps):
        value ^= (value << 13) & 0xFFFFFFFF
        value ^= value >> 17
    return value


def produce(send_many):
    """send_many takes how many to send; it is called with up to 1,000."""
    start = now()
    left = job["tasks"]
    while left > 0:
        size = min(1000, left)
        send_many(size)
        left -= size
    result(job["tasks"], start, start, now())


def send(send_one):
    """Threads that each wait for one call at a time; send_one takes the number of the task."""
    waits, numbers, lock = [], iter(range(job["tasks"])), threading.Lock()

    def sender():
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            before = now()
            send_one(number)
            waits.append(now() - before)

    start = now()
    threads = [threading.Thread(target=sender) for _ in range(job["senders"])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result(job["tasks"], start, start, now(), waits)


def pace(send_stamped):
    """Sends at a rate; send_stamped takes one text."""
    per, filler = 1e9 / job["rate"], "x" * max(0, job["payload"] - 16)
    start, sent = now(), 0
    started()
    while sent < job["tasks"] and not stop_asked.is_set():
        due = min(job["tasks"], int((now() - start) / per))
        if due == sent:
            time.sleep(0.0005)
        while sent < due:
            moment = now() if job["rate"] <= 1000 else int(start + sent * per)
            send_stamped(f"{moment:016x}{filler}")
            sent += 1
    result(sent, start, start, now())
