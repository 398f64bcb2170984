import { toInstant } from '@singularity/domain';
import { CircuitBreaker, DiscordAtRest, jittered } from './circuit-breaker.js';
import type { DiscordReply } from './discord-request.js';

const BUSY = { status: 429, body: { message: 'You are being rate limited.' } };

let now: number;
let asked: number;
let circuitBreaker: CircuitBreaker;

beforeEach(() => {
  now = Date.parse('2026-01-05T15:00:00Z');
  asked = 0;
  circuitBreaker = new CircuitBreaker({ now: () => toInstant(new Date(now)) });
});

const reply = (change: Partial<DiscordReply> = {}): DiscordReply => ({
  status: 200,
  body: {},
  retryAfterSeconds: undefined,
  ownLimit: false,
  exhaustedSeconds: undefined,
  ...change,
});
const ask = (answer: () => Promise<DiscordReply>, sharedLimit = false) =>
  circuitBreaker.ask(() => (asked++, answer()), { sharedLimit, patienceMs: 0 });
const hear = (change: Partial<DiscordReply> = {}, sharedLimit = false) =>
  ask(() => Promise.resolve(reply(change)), sharedLimit);
const timeOut = () => ask(() => Promise.reject(new Error('timeout'))).catch(() => null);
const pass = (seconds: number) => (now += seconds * 1_000);

async function isAtRest(sharedLimit = false): Promise<boolean> {
  const before = asked;
  const rested = await hear({}, sharedLimit).then(
    () => false,
    (error: unknown) => error instanceof DiscordAtRest,
  );
  expect(asked).toBe(rested ? before : before + 1);
  return rested;
}

it.each([
  ['requests without an answer', timeOut],
  ['failures', () => hear({ status: 503 })],
  ['answers that are no JSON', () => hear({ body: undefined })],
  ['refusals of single members’ tokens', () => hear({ ...BUSY, ownLimit: true })],
])('asks no more after five %s in a row', async (_case, fail) => {
  for (let time = 0; time < 4; time++) await fail();
  await hear({ status: 404 });
  for (let time = 0; time < 5; time++) await fail();
  expect(await isAtRest()).toBe(true);
});

it('lets one request go ahead after the rest, and the others once that is answered', async () => {
  for (let time = 0; time < 5; time++) await timeOut();
  pass(29);
  expect(await isAtRest()).toBe(true);
  pass(8);
  let answer: (reply: DiscordReply) => void = () => undefined;
  const probe = ask(() => new Promise((resolve) => (answer = resolve)));
  expect(await isAtRest()).toBe(true);
  answer(reply());
  await probe;
  expect(await isAtRest()).toBe(false);
});

it('rests again when the one that went ahead fails', async () => {
  for (let time = 0; time < 5; time++) await timeOut();
  pass(37);
  await timeOut();
  expect(await isAtRest()).toBe(true);
});

it('rests for as long as Discord asks, and not much longer', async () => {
  await hear({ ...BUSY, retryAfterSeconds: 300 });
  pass(299);
  await expect(hear()).rejects.toMatchObject({ name: 'Error', seconds: expect.any(Number) as number });
  expect(await isAtRest()).toBe(true);
  pass(62);
  expect(await isAtRest()).toBe(false);
});

it('does not cut a long rest short for a shorter one', async () => {
  await Promise.all([hear({ ...BUSY, retryAfterSeconds: 300 }), hear({ ...BUSY, retryAfterSeconds: 1 })]);
  pass(10);
  expect(await isAtRest()).toBe(true);
});

describe('a limit that is one member’s alone', () => {
  it('holds up nobody else', async () => {
    await hear({ ...BUSY, ownLimit: true, retryAfterSeconds: 300 });
    expect(await isAtRest()).toBe(false);
  });

  it('is everybody’s where all requests are of one bot', async () => {
    await hear({ ...BUSY, ownLimit: true, retryAfterSeconds: 300 }, true);
    expect(await isAtRest(true)).toBe(true);
  });
});

it('does not use a bot’s limit up', async () => {
  await hear({ exhaustedSeconds: 5 }, true);
  expect(await isAtRest(true)).toBe(true);
  pass(6);
  expect(await isAtRest(true)).toBe(false);
});

it('spreads those who wait for the same moment over a fifth more, and lets nobody come before it', () => {
  const waits = Array.from({ length: 500 }, () => jittered(30));
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(30);
  expect(Math.max(...waits)).toBeLessThanOrEqual(36);
  expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(3);
});
