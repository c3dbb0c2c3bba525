// BullMQ in its fast configuration: completed jobs are dropped, 100 slots, bulk adds of 1,000, one process.
// Speaks the lines of docs/performance.md: ready, go, started, result; counted inside the handler.
'use strict';
const { Queue, Worker } = require('bullmq');
const { converse, job, now, Histogram, burn, wait } = require('./conversation');

const [host, port] = job.redis.split(':');
const connection = { host, port: Number(port), maxRetriesPerRequest: null };
const names = job.queues === 1 ? ['default'] : Array.from({ length: job.queues }, (_, i) => `q${i}`);
const options = { removeOnComplete: true, removeOnFail: true };
if (job.handler === 'answer') {
  options.removeOnComplete = { age: 86400 };
  options.attempts = 4;
  options.backoff = { type: 'exponential', delay: 10000 };
}
const text = 'x'.repeat(job.payload);
const bulk = 1000;

function openQueues() {
  return names.map((name) => new Queue(name, { connection, defaultJobOptions: options }));
}

const queues = job.verb === 'work' ? [] : openQueues();

async function produce() {
  const start = now();
  let under = Promise.resolve();
  for (let sent = 0; sent < job.tasks; sent += bulk) {
    const queue = queues[(sent / bulk) % queues.length];
    const batch = Array.from({ length: Math.min(bulk, job.tasks - sent) }, () => ({ name: 'noop', data: text }));
    await under;
    under = queue.addBulk(batch);
  }
  await under;
  return { ran: job.tasks, start_ns: start, first_ns: start, last_ns: now() };
}

async function send() {
  const waits = new Histogram();
  const start = now();
  let next = 0;
  await Promise.all(Array.from({ length: job.senders }, async () => {
    while (next < job.tasks) {
      const index = next++;
      const before = now();
      await queues[index % queues.length].add('noop', text);
      waits.add(now() - before);
    }
  }));
  return { ran: job.tasks, start_ns: start, first_ns: start, last_ns: now(), ...waits.report() };
}

async function pace(stopped, started) {
  const per = 1e9 / job.rate;
  const filler = 'x'.repeat(Math.max(0, job.payload - 16));
  const start = now();
  started();
  const under = new Set();
  let sent = 0;
  while (sent < job.tasks && !stopped()) {
    const due = Math.min(job.tasks, Math.floor((now() - start) / per));
    if (due === sent) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      continue;
    }
    const batch = [];
    for (; sent < due && batch.length < bulk; sent++) {
      batch.push({ name: 'noop', data: Math.floor(job.rate <= 1000 ? now() : start + sent * per).toString(16).padStart(16, '0') + filler });
    }
    const call = queues[0].addBulk(batch).finally(() => under.delete(call));
    under.add(call);
    if (under.size > 16) await Promise.race(under);
  }
  await Promise.all(under);
  return { ran: sent, start_ns: start, first_ns: start, last_ns: now() };
}

async function work(stopped, started, onStop) {
  const waits = new Histogram();
  let ran = 0, first = 0, last = 0, finish;
  const done = new Promise((resolve) => { finish = resolve; });
  onStop(finish);
  const count = () => {
    if (++ran === 1) first = now();
    if (ran === job.tasks) {
      last = now();
      finish();
    }
  };
  const handlers = {
    noop: async (one) => { if (one.data.length > 0) count(); },
    stamped: async (one) => { waits.add(now() - parseInt(one.data.slice(0, 16), 16)); count(); },
    wait: async () => { await wait(1); count(); },
    burn: async () => { burn(); count(); },
    answer: async () => { count(); return 'done'; },
  };
  const start = now();
  const workers = [];
  for (let i = 0; i < job.workers; i++) {
    for (const name of names) {
      workers.push(new Worker(name, handlers[job.handler], {
        connection, concurrency: 100, removeOnComplete: options.removeOnComplete, removeOnFail: { count: 0 },
      }));
    }
  }
  await Promise.all(workers.map((worker) => worker.waitUntilReady()));
  started();
  await done;
  const report = { start_ns: start, first_ns: first, last_ns: last || now(), ...waits.report() };
  await Promise.all(workers.map((worker) => worker.close(true)));
  return { ran, ...report };
}

converse({ produce, send, pace, work }[job.verb]);
