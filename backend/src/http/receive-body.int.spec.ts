import { once } from 'node:events';
import { request } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { vi } from 'vitest';
import sharp from 'sharp';
import { XSRF } from '@singularity/contract';
import type { Browser } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

const TRADE = {
  symbol: 'AAPL',
  assetType: 'stock',
  direction: 'LONG',
  quantity: '1',
  entryPrice: '100',
  entryAt: '2026-01-05T15:00:00Z',
};
/** Longer than a request may wait for the database, and not too long for a body. */
const SLOW_MS = 10_000;
const TOO_SLOW_MS = 60_000;

let app: TestApp;
let member: Browser;
let picture: Buffer;
let screenshots: string;

beforeAll(async () => {
  app = await startTestApp();
  member = await app.signIn('one');
  const { id } = (await member.send('POST', '/api/user/trades', TRADE)).body as { id: string };
  screenshots = `/api/user/trades/${id}/screenshots`;
  picture = await sharp({ create: { width: 60, height: 20, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => app.close());

interface Body {
  readonly path: string;
  readonly type: string;
  readonly bytes: Buffer;
}

const bodies = (): readonly Body[] => [
  { path: screenshots, type: 'image/png', bytes: picture },
  { path: '/api/user/trades', type: 'application/json', bytes: Buffer.from(JSON.stringify(TRADE)) },
];

/** Sends half of it, and waits until the app has that. */
async function sendHalf({ path, type, bytes }: Body): Promise<ClientRequest> {
  const server = app.nest.getHttpServer();
  const arrived = once(server, 'request') as Promise<[IncomingMessage]>;
  const sent = request(new URL(path, app.url), {
    method: 'POST',
    headers: {
      Cookie: [...member.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      [XSRF.header]: member.cookies.get(XSRF.cookie) ?? '',
      'Content-Type': type,
      'Content-Length': bytes.length,
    },
  });
  sent.write(bytes.subarray(0, bytes.length / 2));
  const [incoming] = await arrived;
  // Somebody reads it, so its time runs.
  while (incoming.listenerCount('data') === 0) await new Promise(setImmediate);
  return sent;
}

function letPass(ms: number): void {
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + ms);
}

async function answerTo(sent: ClientRequest): Promise<{ status: number | undefined; body: unknown }> {
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, body: await json(answer) };
}

it('takes bodies that are longer on their way than a request may wait for the database', async () => {
  for (const body of bodies()) {
    const sent = await sendHalf(body);
    letPass(SLOW_MS);
    sent.end(body.bytes.subarray(body.bytes.length / 2));
    expect(await answerTo(sent)).toMatchObject({ status: 201 });
    vi.restoreAllMocks();
  }
});

it('does not wait for bodies that hardly arrive', async () => {
  for (const body of bodies()) {
    const sent = await sendHalf(body);
    letPass(TOO_SLOW_MS);
    expect(await answerTo(sent)).toMatchObject({ status: 408, body: { status: 408 } });
    vi.restoreAllMocks();
  }
});
