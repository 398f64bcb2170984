import { vi } from 'vitest';
import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import { startAuthApp } from '../../testing/auth-app.js';
import type { AuthApp } from '../../testing/auth-app.js';
import type { Browser, Reply } from '../../testing/browser.js';

const WRITES = 20;
const SIGN_INS = 5;
const AT_ONCE = 100;

/** What somebody may claim about where they come from, another place each time. */
const claims = (turn: number) => ({
  'X-Real-IP': `198.51.100.${turn}`,
  Forwarded: `for=198.51.100.${turn}`,
  'X-Forwarded-For': `198.51.100.${turn}`,
});

const statusesOf = (replies: readonly Reply[]) => {
  const [passed, refused] = [
    replies.filter(({ status }) => status < 400),
    replies.filter(({ status }) => status === 429),
  ];
  return { passed: passed.length, refused: refused.length };
};

const now = performance.now.bind(performance);
let passedMs = 0;
beforeEach(() => {
  passedMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now() + passedMs);
});
afterEach(() => vi.restoreAllMocks());

describe.each(['0', '1'])('behind %s proxies, a limit', (proxies) => {
  let app: AuthApp;
  beforeEach(async () => {
    const limits = { WRITES_PER_MINUTE: String(WRITES), SIGN_INS_PER_MINUTE: String(SIGN_INS) };
    app = await startAuthApp({ ...limits, TRUSTED_PROXIES: proxies });
  });
  afterEach(() => app.close());

  /** As a proxy hands it on, where there is one: with the address that it sees behind all that was claimed before. */
  const from = (address: string, turn: number): Record<string, string> => {
    const claimed = claims(turn);
    return proxies === '0' ? claimed : { ...claimed, 'X-Forwarded-For': `${claimed['X-Forwarded-For']}, ${address}` };
  };
  const signedIn = async (member: 'one' | 'two'): Promise<Browser> => {
    const browser = app.browser();
    await browser.signIn(DEMO_IDS[member]);
    return browser;
  };
  /** For the database, which counts, and for the process, which knows whom it has refused. */
  const passTime = async (ms: number) => {
    await app.sql(`UPDATE rate_count SET ends_at = ends_at - $1 * interval '1 millisecond'`, [ms]);
    passedMs += ms;
  };
  const write = (browser: Browser, turn = 0) => browser.send('POST', '/api/room', undefined, from('203.0.113.7', turn));

  it('lets exactly so many writes of a member through, also at the same moment and from wherever, and those of others', async () => {
    const [one, two] = [await signedIn('one'), await signedIn('two')];
    const replies = await Promise.all(Array.from({ length: AT_ONCE }, (_, turn) => write(one, turn)));
    expect(statusesOf(replies)).toEqual({ passed: WRITES, refused: AT_ONCE - WRITES });
    expect((await write(one)).status).toBe(429);
    expect((await write(two)).status).toBe(201);
    expect((await one.get('/api/room')).status).toBe(200);
  });

  it('keeps nobody from ending the sessions of somebody else who writes as them', async () => {
    const [own, stolen] = [await signedIn('one'), await signedIn('one')];
    const logOut = (browser: Browser) =>
      browser.send('POST', '/api/auth/logout-everywhere', undefined, from('203.0.113.7', 0));
    for (let turn = 0; turn < WRITES; turn++) await write(stolen);
    expect((await write(own)).status).toBe(429);
    expect((await logOut(own)).status).toBe(204);
    expect((await stolen.get('/api/room')).status).toBe(401);
  });

  it('says when writing goes on, and then it does', async () => {
    const browser = await signedIn('one');
    for (let turn = 0; turn < WRITES; turn++) expect((await write(browser)).status).toBe(201);
    const seconds = Number((await write(browser)).headers['retry-after']);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    await passTime(seconds * 1_000 - 20_000);
    expect((await write(browser)).status).toBe(429);
    await passTime(20_000);
    expect((await write(browser)).status).toBe(201);
  });

  it('lets exactly so many sign-ins of an address through, wherever they claim to come from', async () => {
    const begin = (address: string, turn: number) =>
      app.browser().ask('/api/auth/discord', { headers: from(address, turn) });
    const replies = await Promise.all(Array.from({ length: AT_ONCE }, (_, turn) => begin('203.0.113.7', turn)));
    expect(statusesOf(replies)).toEqual({ passed: SIGN_INS, refused: AT_ONCE - SIGN_INS });
    // Only a proxy can tell two addresses apart that are one to us.
    expect((await begin('203.0.113.8', 0)).status).toBe(proxies === '0' ? 429 : 302);
  });
});
