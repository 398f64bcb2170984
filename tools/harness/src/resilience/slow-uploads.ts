import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import sharp from 'sharp';
import { AppProcess, prepareApp } from './app.js';
import { ask, signInAll } from './client.js';
import type { Member } from './client.js';
import { startCluster } from './cluster.js';
import { ordersFile, ORDERS_ZONE } from './orders-file.js';
import { bytesOf, filesForm } from './probes/sent-body.js';
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
/** Of the file, some 2 MB. */
const TRIPS = Array.from({ length: 10_000 }, (_, nth) => ({
  symbol: `NASDAQ:S${nth % 50}`,
  prices: [`${nth + 1}`, `${nth + 2}`] as const,
  key: String(nth),
}));
const PATIENCE_MS = 30_000;

const SIX_SECONDS = 'an app where all of a request must be there after six seconds';

interface Setup {
  readonly appUrl: string;
  readonly member: Member;
  readonly path: string;
}

interface Upload {
  readonly path: string;
  readonly type: string;
  readonly bytes: Buffer;
  readonly seconds: number;
}

/** Pictures and a file to import arrive whole over slow lines, and meanwhile others of the same member come and go. */
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
    const faults: string[] = [];
    let onTheWay = 0;
    const slow = (await uploads(setup, SIZES[run.size])).map(async (each) => {
      onTheWay++;
      const status = await upload(run, setup, each);
      onTheWay--;
      if (status !== 201) faults.push(`What took ${each.seconds} s to ${each.path} was answered ${status}.`);
    });
    const beside = await uploadBeside(run, setup, () => onTheWay > 0, faults);
    await Promise.all(slow);
    const [{ kept } = { kept: '0' }] = await cluster.sql<{ kept: string }>(
      'SELECT (SELECT count(*) FROM screenshot) + (SELECT count(*) FROM import_file) AS kept',
    );
    if (Number(kept) !== slow.length) faults.push(`${kept} of ${slow.length} slow uploads are kept.`);
    if (beside === 0) faults.push('None came beside those that were slow.');
    return {
      figure: `${slow.length} uploads that took up to ${SIZES[run.size].at(-1)} s: ${kept} kept, ${beside} others beside them`,
      faults,
    };
  },
};

/** A picture for each time, and one file for the longest. */
async function uploads({ path }: Setup, times: readonly number[]): Promise<readonly Upload[]> {
  const picture = await noise();
  const form = bytesOf(filesForm({ timeZone: ORDERS_ZONE }, [ordersFile('slow.csv', TRIPS)]));
  return [
    ...times.map((seconds) => ({ path, type: 'image/png', bytes: picture, seconds })),
    { path: '/api/user/imports', ...form, seconds: Math.max(...times) },
  ];
}

async function noise(): Promise<Buffer> {
  const raw = { width: PIXELS, height: PIXELS, channels: 3 } as const;
  const create = { ...raw, background: 'black', noise: { type: 'gaussian', mean: 128, sigma: 60 } } as const;
  return sharp({ create }).png().toBuffer();
}

/** Sends it in as many seconds as it is to take, and gives the status of its answer. */
async function upload(run: Run, { appUrl, member }: Setup, { path, type, bytes, seconds }: Upload) {
  const socket = await openSocket(run, appUrl);
  const answered = readStatuses(socket, 1, seconds * 1_000 + PATIENCE_MS);
  socket.write(requestHead(appUrl, member, { method: 'POST', path }, { type, length: bytes.length }));
  const size = Math.ceil(bytes.length / (seconds * PIECES));
  for (let at = 0; at < bytes.length && socket.writable; at += size) {
    if (!socket.write(bytes.subarray(at, at + size)))
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
