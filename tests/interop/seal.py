"""Seals and opens as docs/wire-format.md says, with python3-cryptography and python3-msgpack, and nothing of ours.

seal.py write <folder>   writes the golden bytes of tests/golden/sealed
seal.py open             reads lines "<kind> <key id> <secret hex> <namespace> <id hex> <hex>" and answers with what was sealed, in hex,
                         or "forged"; kind is envelope, result, failure or kept
"""
import hashlib, hmac, struct, sys
import msgpack
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

ENCRYPT, SIGN = 1, 2
PURPOSES = {"envelope": 1, "result": 2, "failure": 3, "kept": 4}


def key_of(secret, purpose, protection, task, space):
    info = bytes([purpose, protection]) + task + space
    return HKDF(hashes.SHA256(), 32, salt=b"typedtasks/seal/1", info=info).derive(secret)


def mac(key, shown, content):
    return hmac.new(key, hashlib.sha256(shown).digest() + hashlib.sha256(content).digest(), hashlib.sha256).digest()


def seal(protection, key, shown, content, nonce):
    if protection == SIGN:
        return content + mac(key, shown, content)
    return nonce + AESGCM(key).encrypt(nonce, content, shown)


def unseal(protection, key, shown, box):
    if protection == SIGN:
        content, tag = box[:-32], box[-32:]
        return content if hmac.compare_digest(tag, mac(key, shown, content)) else None
    try:
        return AESGCM(key).decrypt(box[:12], box[12:], shown)
    except InvalidTag:
        return None


def packed(*values):
    return b"".join(msgpack.packb(value) for value in values)


def bin_header(length):
    return bytes([0xC4, length]) if length < 256 else b"\xc5" + struct.pack(">H", length)


def envelope(protection, key_id, secret, space, task, at, name, version, content, nonce):
    size = len(content) + (32 if protection == SIGN else 28)
    head = bytes([1, 0, 0, protection]) + task + struct.pack(">q", at)
    shown = task + struct.pack(">q", at) + b"\x94" + packed(name, version, key_id) + bin_header(size)
    key = key_of(secret, PURPOSES["envelope"], protection, task, space)
    return head[:4] + shown + seal(protection, key, shown, content, nonce)


def open_envelope(secret, space, data):
    unpacker = msgpack.Unpacker()
    unpacker.feed(data[28:])
    count = unpacker.read_array_header()
    name, version, key_id, box = (unpacker.unpack() for _ in range(count))
    protection, task, shown = data[3] & 15, data[4:20], data[4 : len(data) - len(box)]
    return unseal(protection, key_of(secret, PURPOSES["envelope"], protection, task, space), shown, box)


def failure(protection, key_id, secret, space, task, purpose, reason, at, kind, message, stack, nonce):
    content = msgpack.packb([kind, message, stack])
    shown = bytes([reason]) + struct.pack(">q", at)
    box = seal(protection, key_of(secret, PURPOSES[purpose], protection, task, space), shown, content, nonce)
    said = f"What it says is sealed with key '{key_id}'."
    return msgpack.packb([reason, None, said, None, at, [protection, key_id, box]])


def open_failure(secret, space, task, purpose, fields):
    reason, at, (protection, _, box) = fields[0], fields[4], fields[5]
    return unseal(protection, key_of(secret, PURPOSES[purpose], protection, task, space), bytes([reason]) + struct.pack(">q", at), box)


def result(protection, key_id, secret, space, task, value, nonce):
    box = seal(protection, key_of(secret, PURPOSES["result"], protection, task, space), b"", value, nonce)
    return msgpack.packb([3, [protection, key_id, box]])


def opened(kind, secret, space, task, data):
    if kind == "envelope":
        return open_envelope(secret, space, data)
    fields = msgpack.unpackb(data)
    if kind == "failure":
        return open_failure(secret, space, task, kind, fields)
    if kind == "kept":
        return open_failure(secret, space, task, kind, fields[1])
    protection, _, box = fields[1]
    return unseal(protection, key_of(secret, PURPOSES["result"], protection, task, space), b"", box)


def write(folder):
    space, task, at = b"golden", bytes.fromhex("01a2038e00800d0a00ff25225c7b0100"), 1795348845000
    now, old = ("2026-11", bytes(range(32))), ("old", b"\x5a" * 48)
    bare = b"\x93" + packed(None, None, [42])
    full = b"\x93" + packed({"traceparent": "00-1", "tenant": "ü"}, {1: at + 60000, 2: 86400000, 3: 7, 4: 9}, ["x" * 300, [1, 2]])
    growing = b"\x95" + packed(None, None, [42], "a newer field", 7)
    name, kind = "Shop.Emails.SendWelcome", "System.InvalidOperationException"
    files = {
        "encrypted-2026-11": envelope(ENCRYPT, *now, space, task, at, name, 1, bare, b"\x01" * 12),
        "encrypted-old-everything": envelope(ENCRYPT, *old, space, task, at, name, 3, full, b"\x02" * 12),
        "encrypted-2026-11-newer-sender": envelope(ENCRYPT, *now, space, task, at, name, 1, growing, b"\x03" * 12),
        "signed-2026-11": envelope(SIGN, *now, space, task, at, name, 1, bare, b""),
        "signed-old-everything": envelope(SIGN, *old, space, task, at, name, 3, full, b""),
        "result-encrypted-2026-11": result(ENCRYPT, *now, space, task, packed("done"), b"\x04" * 12),
        "result-signed-old": result(SIGN, *old, space, task, packed("done"), b""),
        "failure-encrypted-2026-11": failure(ENCRYPT, *now, space, task, "failure", 1, at, kind, "no luck", "at Shop", b"\x05" * 12),
        "failure-signed-old": failure(SIGN, *old, space, task, "failure", 0, at, kind, "no luck", None, b""),
        "kept-encrypted-2026-11": msgpack.packb([2, msgpack.unpackb(failure(ENCRYPT, *now, space, task, "kept", 1, at, kind, "no luck", "at Shop", b"\x06" * 12))]),
    }
    for file, data in files.items():
        text = data.hex()
        with open(f"{folder}/{file}.hex", "w") as out:
            out.write("\n".join(text[i : i + 60] for i in range(0, len(text), 60)) + "\n")


if sys.argv[1] == "write":
    write(sys.argv[2])
else:
    for line in sys.stdin:
        kind, _, secret, space, task, data = line.split()
        content = opened(kind, bytes.fromhex(secret), space.encode(), bytes.fromhex(task), bytes.fromhex(data))
        print("forged" if content is None else content.hex(), flush=True)
