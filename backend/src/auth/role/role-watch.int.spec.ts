import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import { ROLE_ID, startAuthApp } from '../../../testing/auth-app.js';
import type { AuthApp } from '../../../testing/auth-app.js';
import { RoleWatch } from './role-watch.js';

const EVERYBODY = Object.values(DEMO_IDS);

let app: AuthApp;

beforeEach(async () => {
  app = await startAuthApp();
  for (const id of EVERYBODY) {
    app.discord.setRoles(id, [ROLE_ID]);
    await app.browser().signIn(id);
  }
});
afterEach(() => app.close());

/** One minute of the clock of the database and of the app, and the round that is made in it. */
async function minutePasses(rounds = [app.get(RoleWatch)]): Promise<void> {
  await app.pass(60);
  await Promise.all(rounds.map((watch) => watch.goRound()));
}
async function minutesPass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) await minutePasses();
}
const questions = () => app.discord.requestsTo('member');
const sessions = async () =>
  (
    await app.sql<{ id: string }>(`SELECT sess -> 'passport' -> 'user' ->> 'discordId' AS id FROM session ORDER BY 1`)
  ).map(({ id }) => id);

it('ends the sessions of a lost role within 15 minutes, though nobody asks for anything', async () => {
  app.discord.setRoles(EVERYBODY[1]!, []);
  await minutesPass(15);
  expect(await sessions()).toEqual(EVERYBODY.filter((id) => id !== EVERYBODY[1]));
});

it('asks about everybody once in that time, and not before it is due', async () => {
  const before = questions();
  await minutesPass(10);
  expect(questions()).toBe(before);
  await minutesPass(5);
  expect(questions()).toBe(before + EVERYBODY.length);
});

it('asks once, however many processes go round', async () => {
  const before = questions();
  const rounds = [app.get(RoleWatch), app.other.get(RoleWatch)];
  for (let minute = 0; minute < 15; minute++) await minutePasses(rounds);
  expect(questions()).toBe(before + EVERYBODY.length);
});

it('asks about nobody who is not signed in', async () => {
  await app.sql('DELETE FROM session');
  const before = questions();
  await minutesPass(20);
  expect(questions()).toBe(before);
});

it('signs nobody out while Discord is away for an hour and more, asks little, and goes on afterwards', async () => {
  app.discord.fail('unavailable', 'member');
  const before = questions();
  await minutesPass(75);
  expect(await sessions()).toEqual(EVERYBODY);
  // Five failures open the circuit breaker; from then on one goes ahead each minute, against four members every half minute.
  expect(questions() - before).toBeLessThanOrEqual(5 + 75);
  app.discord.fail('none');
  app.discord.setRoles(EVERYBODY[0]!, []);
  await minutesPass(6);
  expect(await sessions()).toEqual(EVERYBODY.slice(1));
});

it('asks nothing for as long as Discord wants to be left alone', async () => {
  app.discord.fail('busy-for-minutes', 'member');
  const signIns = questions();
  while (questions() === signIns) await minutePasses();
  const before = questions();
  app.discord.fail('none');
  await minutesPass(4);
  expect(questions()).toBe(before);
  await minutesPass(15);
  expect(questions()).toBeGreaterThan(before);
  expect(await sessions()).toEqual(EVERYBODY);
});
