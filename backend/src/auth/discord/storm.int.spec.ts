import type { FailMode } from '@singularity/local/discord-stand-in-faults.js';
import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import { ROLE_ID, startAuthApp } from '../../../testing/auth-app.js';
import type { AuthApp } from '../../../testing/auth-app.js';
import { Browser } from '../../../testing/browser.js';
import { RoleWatch } from '../role/role-watch.js';

const EVERYBODY = Object.values(DEMO_IDS);
const STEP_SECONDS = 30;

let app: AuthApp;
let browsers: Browser[];

beforeEach(async () => {
  app = await startAuthApp({ SIGN_INS_PER_MINUTE: '1000000' });
  // Every process finds out for itself how long to wait: here there is one, that whose strategy Passport has.
  await app.get(RoleWatch).beforeApplicationShutdown();
  for (const id of EVERYBODY) app.discord.setRoles(id, [ROLE_ID]);
  browsers = EVERYBODY.map(() => new Browser(app.other.url));
  for (const [index, id] of EVERYBODY.entries()) await browsers[index]!.signIn(id);
});
afterEach(() => app.close());

/** All that has the app ask Discord: members come, the watch goes round, and somebody wants to sign in. */
async function pass(seconds: number): Promise<number[]> {
  const statuses = [];
  for (let passed = 0; passed < seconds; passed += STEP_SECONDS) {
    await app.pass(STEP_SECONDS);
    const answers = await Promise.all(browsers.map((browser) => browser.get('/api/room')));
    statuses.push(...answers.map(({ status }) => status));
    await app.other.get(RoleWatch).goRound();
    if (passed % (2 * STEP_SECONDS) === 0)
      await new Browser(app.other.url).signIn(EVERYBODY[passed % EVERYBODY.length]!);
  }
  return statuses;
}
const asked = () =>
  app.discord.requestsTo('member') + app.discord.requestsTo('token') + app.discord.requestsTo('revoke');

it.each<[FailMode, number]>([
  ['member-busy-for-minutes', 240],
  ['busy-for-minutes', 300],
])(
  'is not asked before its time in 20 minutes of %s, and nobody is signed out',
  async (mode, quietSeconds) => {
    await app.pass(16 * 60);
    app.discord.fail(mode);
    const before = asked();
    // The first alone: what is under way when Discord says so for the first time cannot know it.
    await browsers[0]!.get('/api/room');
    const statuses = await pass(20 * 60);
    expect(app.discord.requestsTooEarly()).toBe(0);
    expect(asked()).toBeGreaterThan(before);
    // Each member and the app itself, once in the time that Discord asks for.
    expect(asked() - before).toBeLessThanOrEqual(((20 * 60) / quietSeconds + 1) * (EVERYBODY.length + 1));
    expect(new Set(statuses)).toEqual(new Set([200]));
    app.discord.fail('none');
    await pass(7 * 60);
    expect(new Set(await pass(STEP_SECONDS))).toEqual(new Set([200]));
    expect(app.discord.requestsTooEarly()).toBe(0);
  },
  180_000,
);
