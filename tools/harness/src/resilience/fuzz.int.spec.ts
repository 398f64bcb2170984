import { XSRF } from '@singularity/contract';
import { Chance } from '@singularity/backend/members/chance.js';
import { startTestApp } from '@singularity/backend/testing/test-app.js';
import type { TestApp } from '@singularity/backend/testing/test-app.js';
import { fuzzApp } from './fuzz/campaign.js';

const REQUESTS = 2_000;
const SEED = 20_260_105;

let app: TestApp;
beforeAll(async () => (app = await startTestApp({ QUOTES_PER_MINUTE: '1000000' })));
afterAll(() => app.close());

const signIn = (member: 'one' | 'two') => async () => {
  const { cookies } = await app.signIn(member);
  const Cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return { Cookie, [XSRF.header]: cookies.get(XSRF.cookie) ?? '' };
};

it('whatever it is sent, the app answers as its document says, alters nothing in silence, and does not fail', async () => {
  let asked = 0;
  const tally = await fuzzApp({
    appUrl: app.url,
    signIns: [signIn('one'), signIn('two')],
    lanes: 8,
    chance: new Chance(SEED),
    mostMs: Infinity,
    more: () => asked++ < REQUESTS,
  });
  expect(tally.faults).toEqual([]);
  expect(tally.total + tally.cutOff).toBe(REQUESTS);
  // Enough of it was well to get as far as the rules and the rows.
  expect(tally.classes()['2xx']).toBeGreaterThan(REQUESTS / 4);
  expect(await app.audit()).toEqual([]);
}, 240_000);
