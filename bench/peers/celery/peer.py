"""Celery in its fast configuration: no results, no events, no gossip, mingle or heartbeat, early ack, prefork, one process a core."""

import os
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import conversation as c
from celery import Celery, signals
from kombu import Queue

job = c.job
keep = job["handler"] == "answer"
url = f"redis://{job['redis']}/0"
app = Celery("peer", broker=url, backend=url if keep else None)
app.conf.update(
    task_ignore_result=not keep,
    task_track_started=keep,
    result_expires=86400,
    worker_prefetch_multiplier=64,
    worker_disable_rate_limits=True,
    worker_send_task_events=False,
    task_send_sent_event=False,
    task_acks_late=False,
    worker_hijack_root_logger=False,
    worker_redirect_stdouts=False,
    broker_pool_limit=job["senders"] + 2,
    task_default_queue="default",
    task_queues=[Queue(name) for name in c.queue_names],
    task_store_errors_even_if_ignored=False,
)
slots = job["processes"]
counters = c.Counters(slots + 1)
slot = 0


@signals.worker_process_init.connect
def take_slot(**_):
    from billiard.process import current_process

    global slot
    c.die_with_parent()
    slot = current_process().index % slots


@app.task(name="run", max_retries=3)
def run(argument):
    return c.handle(counters, slot, job["handler"], argument)


def work():
    start = c.now()

    def watch():
        while counters.ran() < job["tasks"] and not c.stop_asked.is_set():
            time.sleep(0.002)
        counters.report(start, job["handler"] == "stamped")
        # Its children die with it.
        os._exit(0)

    signals.worker_ready.connect(lambda **_: c.started(), weak=False)
    threading.Thread(target=watch, daemon=True).start()
    worker = app.Worker(
        pool="prefork" if slots > 1 else "solo",
        concurrency=slots,
        loglevel="ERROR",
        quiet=True,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
        queues=c.queue_names,
    )
    worker.start()


def main():
    if job["verb"] == "work":
        c.wait_for_go()
        work()
        return
    # One connection for all that one thread sends, opened before anything counts.
    with app.producer_pool.acquire(block=True) as producer:
        run.apply_async(("warm",), producer=producer, queue="warm")
        c.wait_for_go()
        names = c.queue_names
        if job["verb"] == "produce":
            c.produce(lambda size: [run.apply_async((c.text,), producer=producer, queue=names[i % len(names)]) for i in range(size)])
        elif job["verb"] == "pace":
            c.pace(lambda argument: run.apply_async((argument,), producer=producer, queue=names[0]))
        else:
            c.send(lambda number: run.apply_async((c.text,), queue=names[number % len(names)]))


if __name__ == "__main__":
    main()
