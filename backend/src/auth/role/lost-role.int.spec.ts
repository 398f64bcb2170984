import fc from 'fast-check';
import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import { ROLE_ID, startAuthApp } from '../../../testing/auth-app.js';
import type { AuthApp } from '../../../testing/auth-app.js';
import { RoleWatch } from './role-watch.js';

const LIMIT_SECONDS = 15 * 60;
const LEAVER = DEMO_IDS.one;
/** Nobody is due before. */
const YOUNG_SECONDS = 10 * 60;
const STAYERS = [DEMO_IDS.two, DEMO_IDS.withoutRole, DEMO_IDS.outside];

let app: AuthApp;

beforeAll(async () => {
  app = await startAuthApp({ SIGN_INS_PER_MINUTE: '1000000' });
  for (const id of STAYERS) {
    app.discord.setRoles(id, [ROLE_ID]);
    await app.browser().signIn(id);
  }
});
afterAll(() => app.close());

const sessionsOf = (id: string) =>
  app.sql(`SELECT FROM session WHERE sess -> 'passport' -> 'user' ->> 'discordId' = $1`, [id]);

/** How a role is lost, how long after its last check, and when the watch goes round then; in seconds. */
const losses = fc.record({
  left: fc.constantFrom<readonly string[] | null>([], ['1180451290417209999'], null),
  sinceCheck: fc.integer({ min: 0, max: 14 * 60 }),
  firstRound: fc.integer({ min: 0, max: 33 }),
  rounds: fc.infiniteStream(fc.integer({ min: 27, max: 33 })),
});

it('ends the sessions of who lost the role within 15 minutes, in 100 of 100 cases', async () => {
  await fc.assert(
    fc.asyncProperty(losses, async ({ left, sinceCheck, firstRound, rounds }) => {
      app.discord.setRoles(LEAVER, [ROLE_ID]);
      const browser = app.browser();
      await browser.signIn(LEAVER);
      await app.pass(sinceCheck);
      app.discord.setRoles(LEAVER, left);
      let seconds = Math.max(firstRound, YOUNG_SECONDS - sinceCheck);
      await app.pass(seconds);
      await app.get(RoleWatch).goRound();
      while ((await sessionsOf(LEAVER)).length > 0 && seconds <= LIMIT_SECONDS) {
        const pause = rounds.next().value;
        seconds += pause;
        await app.pass(pause);
        await app.get(RoleWatch).goRound();
      }
      expect(seconds).toBeLessThanOrEqual(LIMIT_SECONDS);
      expect((await browser.get('/api/room')).status).toBe(401);
    }),
    { numRuns: 100, seed: 20_260_105, endOnFailure: true },
  );
  for (const id of STAYERS) expect(await sessionsOf(id)).toHaveLength(1);
}, 180_000);
