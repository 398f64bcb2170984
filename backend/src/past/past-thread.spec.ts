import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Config } from '../config.js';
import { PastThread } from './past-thread.js';
import type { PastWorker } from './past-thread.js';
import type { PastQuery } from './ledger-query.js';

/** The thread with a program that answers, or does not, as its query says. */
const PROGRAM = `
const hang = () => new Promise(() => {});
const behaviour = {
  echo: (task) => ({ answer: [task.userId, task.versions, task.params] }),
  refuse: () => ({ problem: [422, '/problems/invalid', 'No.', { errors: [{ field: 'cursor', message: 'No.' }] }] }),
  fail: () => { throw new Error('no such event'); },
  exit: () => process.exit(3),
  busy: () => {
    for (const end = performance.now() + 20; performance.now() < end;);
    return { answer: null };
  },
  hang,
};
export default (task) => behaviour[task.query](task);
`;

const nowhere = 'postgres://nowhere';
const database: Config['database'] = { url: nowhere, ownerUrl: nowhere, eraserUrl: nowhere, poolSize: 1 };
const unavailable = { problem: { status: 503, type: '/problems/unavailable' }, more: { retryAfter: 5 } };

let folder: string;
let url: URL;
const threads: PastThread[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'past-'));
  const file = join(folder, 'program.mjs');
  await writeFile(file, PROGRAM);
  url = pathToFileURL(file);
});
afterEach(() => Promise.all(threads.splice(0).map((thread) => thread.onApplicationShutdown())));
afterAll(() => rm(folder, { recursive: true }));

function start(program: Partial<PastWorker> = {}): (query: string, userId?: string) => Promise<unknown> {
  const thread = new PastThread({ database }, { url, patienceMs: 20_000, stuckMs: 60_000, ...program });
  Object.assign(thread, { logger: { error: () => undefined } });
  threads.push(thread);
  return (name, userId = 'member') =>
    thread.ask({ name } as PastQuery<object, unknown>, userId, [7], { symbol: ['AAPL'] });
}

it('hands the query over and the answer back', async () =>
  expect(await start()('echo')).toEqual(['member', [7], { symbol: ['AAPL'] }]));

it('says what is wrong with a query as if it had been asked here', () =>
  expect(start()('refuse')).rejects.toMatchObject({
    problem: { status: 422, errors: [{ field: 'cursor', message: 'No.' }] },
  }));

it.each(['fail', 'exit'])('is unavailable where the thread does %s, and there again afterwards', async (how) => {
  const ask = start();
  await expect(ask(how)).rejects.toMatchObject(unavailable);
  expect(await ask('echo')).toBeDefined();
});

it('lets nobody wait longer than their patience', async () => {
  const ask = start({ patienceMs: 50 });
  await expect(ask('hang')).rejects.toMatchObject(unavailable);
});

it('ends a thread that is stuck, and begins another', async () => {
  const ask = start({ stuckMs: 300 });
  await expect(ask('hang')).rejects.toMatchObject(unavailable);
  expect(await ask('echo')).toBeDefined();
});

it('turns away what would only wait: of one member before the others, and in the end of all', async () => {
  const ask = start();
  const waiting: Promise<unknown>[] = [];
  for (const member of ['a', 'b', 'c', 'd']) {
    waiting.push(...Array.from({ length: 16 }, () => ask('hang', member).catch((error: unknown) => error)));
    await expect(ask('echo', member)).rejects.toMatchObject(unavailable);
  }
  await expect(ask('echo', 'e')).rejects.toMatchObject(unavailable);
  await Promise.all(threads.splice(0).map((thread) => thread.onApplicationShutdown()));
  for (const one of await Promise.all(waiting)) expect(one).toMatchObject(unavailable);
});

it('has nobody wait for all that another has asked before', async () => {
  const ask = start();
  let answered = 0;
  const many = Array.from({ length: 16 }, () => ask('busy', 'many').then(() => answered++));
  await ask('busy', 'one');
  expect(answered).toBeLessThan(4);
  await Promise.all(many);
});

it('is unavailable where its program is not there', () =>
  expect(start({ url: new URL('file:///nowhere/program.js'), patienceMs: 300 })('echo')).rejects.toMatchObject(
    unavailable,
  ));
