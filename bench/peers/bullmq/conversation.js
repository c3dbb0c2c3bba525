// The lines that a measured process speaks, its clock, its histogram, its burner.
'use strict';
const readline = require('readline');

exports.job = { queues: 1, senders: 1, workers: 1, payload: 100, handler: 'noop', ...JSON.parse(process.argv[2]) };

// CLOCK_MONOTONIC in ns; below 2^53 for the first hundred days of a machine.
const now = () => Number(process.hrtime.bigint());
exports.now = now;
exports.wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const say = (report) => process.stdout.write(JSON.stringify(report) + '\n');

exports.converse = (run) => {
  let stopping = false;
  let stop = () => {};
  readline.createInterface({ input: process.stdin })
    .on('line', async (line) => {
      if (line === 'stop') {
        stopping = true;
        stop();
      } else if (line === 'go') {
        stopping = false;
        const started = () => say({ event: 'started', start_ns: now() });
        say({ event: 'result', ...(await run(() => stopping, started, (action) => { stop = action; })) });
      }
    })
    .on('close', () => process.exit(0));
  say({ event: 'ready' });
};

exports.Histogram = class {
  constructor() { this.waits = []; }

  add(ns) { this.waits.push(ns); }

  report() {
    if (this.waits.length === 0) return {};
    const sorted = Float64Array.from(this.waits).sort();
    const at = (share) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] / 1e6;
    return { p50_ms: at(0.5), p99_ms: at(0.99) };
  }
};

// A fixed amount of computing, 10 ms of a core that has nothing else to do.
function spin(steps) {
  let value = 88172645;
  for (let i = 0; i < steps; i++) {
    value ^= value << 13;
    value ^= value >>> 17;
    value ^= value << 5;
  }
  return value;
}

let steps = 0;
exports.burn = () => {
  if (steps === 0) {
    const sample = 2000000;
    spin(sample);
    let best = Infinity;
    for (let i = 0; i < 5; i++) {
      const before = now();
      spin(sample);
      best = Math.min(best, now() - before);
    }
    steps = Math.floor(sample * 10e6 / best);
  }
  return spin(steps);
};
