// Reads and writes payloads with @msgpack/msgpack for tests/Payloads.Tests.
// For each line of hex on stdin one line of JSON on stdout: what it reads as (inspect) and what it writes for that (hex).
import { decode, encode } from "@msgpack/msgpack";
import { createInterface } from "node:readline";
import { inspect } from "node:util";

for await (const line of createInterface({ input: process.stdin })) {
  const value = decode(Uint8Array.from(Buffer.from(line, "hex")), { useBigInt64: true });
  const read = inspect(value, { depth: null, breakLength: Infinity, compact: true });
  const written = Buffer.from(encode(value, { useBigInt64: true })).toString("hex");
  console.log(JSON.stringify({ read, written }));
}
