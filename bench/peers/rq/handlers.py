"""What RQ finds by its import path."""

import conversation as c

counters = None
slot = 0


def run(argument):
    return c.handle(counters, slot, c.job["handler"], argument)
