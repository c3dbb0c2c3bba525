"""Reads and writes payloads with python3-msgpack for tests/Payloads.Tests.

For each line of hex on stdin one line of JSON on stdout: what it reads as (repr) and what it writes for that (hex).
"""

import json
import sys

import msgpack

for line in sys.stdin:
    value = msgpack.unpackb(bytes.fromhex(line), timestamp=3, strict_map_key=False)
    written = msgpack.packb(value, datetime=True)
    print(json.dumps({"read": repr(value), "written": written.hex()}))
