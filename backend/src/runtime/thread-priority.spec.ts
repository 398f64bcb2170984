import { once } from 'node:events';
import { getPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { BEHIND_OTHERS } from './thread-priority.js';

const program = `
const { getPriority } = require('node:os');
const { parentPort, workerData } = require('node:worker_threads');
import(workerData).then(({ goBehindOthers }) => {
  goBehindOthers();
  parentPort.postMessage(getPriority());
});
`;

it('puts a thread behind others where it has a priority of its own, and leaves the process as it is', async () => {
  const before = getPriority();
  const worker = new Worker(program, {
    eval: true,
    workerData: new URL('../../dist/runtime/thread-priority.js', import.meta.url).href,
  });
  const [priority] = (await once(worker, 'message')) as [number];
  expect(priority).toBe(process.platform === 'linux' ? BEHIND_OTHERS : before);
  expect(getPriority()).toBe(before);
  await worker.terminate();
});
