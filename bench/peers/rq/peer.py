"""RQ in its fast configuration: SimpleWorker (no fork for each job), one a core, no results kept, bulk by enqueue_many."""

import os
import sys
import time

folder = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [folder, os.path.join(folder, "..")]
import conversation as c
import handlers
from redis import Redis
from rq import Queue, Retry, SimpleWorker

job = c.job
host, port = job["redis"].split(":")
keep = job["handler"] == "answer"
options = {"result_ttl": 86400, "retry": Retry(max=3)} if keep else {"result_ttl": 0}


def connect():
    return Redis(host=host, port=int(port))


def work():
    handlers.counters = c.Counters(job["processes"])
    start = c.now()
    children = []
    for slot in range(job["processes"]):
        child = os.fork()
        if child == 0:
            c.die_with_parent()
            handlers.slot = slot
            connection = connect()
            SimpleWorker([Queue(name, connection=connection) for name in c.queue_names], connection=connection).work(logging_level="ERROR")
            os._exit(0)
        children.append(child)
    c.started()
    while handlers.counters.ran() < job["tasks"] and not c.stop_asked.is_set():
        time.sleep(0.002)
    handlers.counters.report(start, job["handler"] == "stamped")
    for child in children:
        os.kill(child, 9)
        os.waitpid(child, 0)


def main():
    connection = connect()
    queues = [Queue(name, connection=connection) for name in c.queue_names]
    connection.ping()
    c.wait_for_go()
    if job["verb"] == "work":
        work()
    elif job["verb"] == "produce":
        c.produce(lambda size: queues[0].enqueue_many(
            [Queue.prepare_data(handlers.run, args=(c.text,), **options) for _ in range(size)]))
    elif job["verb"] == "pace":
        c.pace(lambda argument: queues[0].enqueue(handlers.run, argument, **options))
    else:
        c.send(lambda number: queues[number % len(queues)].enqueue(handlers.run, c.text, **options))


if __name__ == "__main__":
    main()
