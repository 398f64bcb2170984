import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import sharp from 'sharp';
import { AppProcess, prepareApp } from './app.js';
import { ask, signInAll } from './client.js';
import type { Member } from './client.js';
import { startCluster } from './cluster.js';
import { openSocket, readStatuses, requestHead } from './raw-requests.js';
import type { Run, Scenario } from './scenario.js';
import { tradeOf } from './writers.js';

const POOL = 5;
/** How long bodies are on their way, one beside the other; in seconds. */
const SIZES = { brief: [8, 20], quick: [8, 20, 40], long: [8, 40, 150] } as const;
/** Pieces that a body is sent in each second. */
const PIECES = 4;
/** Wide and high, of noise: some 2.5 MB, so that the slowest comes with some 130 kbit/s. */
const PIXELS = 920;
const PATIENCE_MS = 30_000;

const SIX_SECONDS = 'an app where all of a request must be there after six seconds';

interface Setup {
  readonly appUrl: string;
  readonly member: Member;
  readonly path: string;
}

/** Pictures over slow lines arrive whole and are kept, and meanwhile others of the same member come and go. */
export const slowUploads: Scenario = {
  name: 'slow-uploads',
  controls: [SIX_SECONDS],
  async run(run) {
    const cluster = await startCluster(run, POOL);
    const preload = run.sabotage === SIX_SECONDS ? 'with-six-seconds.js' : null;
    const app = await AppProcess.start(run, await prepareApp(run, cluster.database.url, POOL), preload);
    const [member] = (await signInAll(app.url, 1)) as [Member];
    const trade = await ask(app.url, member, {
      method: 'POST',
      path: '/api/user/trades',
      body: tradeOf(null, 'Slow.'),
    });
    const setup = { appUrl: app.url, member, path: `/api/user/trades/${trade?.body.id}/screenshots` };
    const picture = await noise();
    const faults: string[] = [];
    let onTheWay = 0;
    const slow = SIZES[run.size].map(async (seconds) => {
      onTheWay++;
      const status = await upload(run, setup, picture, seconds);
      onTheWay--;
      if (status !== 201) faults.push(`A picture that took ${seconds} s was answered ${status}.`);
    });
    const beside = await uploadBeside(run, setup, () => onTheWay > 0, faults);
    await Promise.all(slow);
    const [{ kept } = { kept: '0' }] = await cluster.sql<{ kept: string }>('SELECT count(*) AS kept FROM screenshot');
    if (Number(kept) !== slow.length) faults.push(`${kept} of ${slow.length} slow pictures are kept.`);
    if (beside === 0) faults.push('None came beside those that were slow.');
    return {
      figure: `${slow.length} pictures that took up to ${SIZES[run.size].at(-1)} s: ${kept} kept, ${beside} others beside them`,
      faults,
    };
  },
};

async function noise(): Promise<Buffer> {
  const raw = { width: PIXELS, height: PIXELS, channels: 3 } as const;
  const create = { ...raw, background: 'black', noise: { type: 'gaussian', mean: 128, sigma: 60 } } as const;
  return sharp({ create }).png().toBuffer();
}

/** Sends a picture in so many seconds, and gives the status of its answer. */
async function upload(run: Run, { appUrl, member, path }: Setup, picture: Buffer, seconds: number) {
  const socket = await openSocket(run, appUrl);
  const answered = readStatuses(socket, 1, seconds * 1_000 + PATIENCE_MS);
  socket.write(requestHead(appUrl, member, { method: 'POST', path }, { type: 'image/png', length: picture.length }));
  const size = Math.ceil(picture.length / (seconds * PIECES));
  for (let at = 0; at < picture.length && socket.writable; at += size) {
    if (!socket.write(picture.subarray(at, at + size)))
      await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
    await setTimeout(1_000 / PIECES);
  }
  return (await answered)[0] ?? 'not at all';
}

/** Adds small pictures and removes them again, one after the other, while the slow ones are on their way. */
async function uploadBeside(run: Run, setup: Setup, goesOn: () => boolean, faults: string[]): Promise<number> {
  const { appUrl, member, path } = setup;
  const small = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();
  let added = 0;
  while (goesOn() && run.inTime()) {
    const headers = { ...member.pass, 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'image/png' };
    const answer = await fetch(appUrl + path, { method: 'POST', headers, body: new Uint8Array(small) });
    const { id } = (await answer.json()) as { id: string };
    // What came only after the last slow one is no proof.
    if (answer.status === 201 && goesOn()) added++;
    if (answer.status !== 201) faults.push(`A picture beside the slow ones was answered ${answer.status}.`);
    await ask(appUrl, member, { method: 'DELETE', path: `${path}/${id}` });
    await setTimeout(200);
  }
  return added;
}
