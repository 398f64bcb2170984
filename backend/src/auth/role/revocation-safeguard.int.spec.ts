import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import { ROLE_ID, startAuthApp } from '../../../testing/auth-app.js';
import type { AuthApp } from '../../../testing/auth-app.js';
import type { Browser } from '../../../testing/browser.js';

const RELEASE = join(import.meta.dirname, '../../../dist/release-safeguard-cli.js');
const EVERYBODY = Object.values(DEMO_IDS);

let app: AuthApp;
let browsers: Browser[];

beforeEach(async () => {
  app = await startAuthApp();
  for (const id of EVERYBODY) app.discord.setRoles(id, [ROLE_ID]);
  browsers = EVERYBODY.map(() => app.browser());
  for (const [index, id] of EVERYBODY.entries()) await browsers[index]!.signIn(id);
});
afterEach(() => app.close());

/** Lets so many minutes pass for everybody: since they were checked, and since Discord wanted to be left alone. */
async function minutesPass(minutes: number): Promise<void> {
  await app.sql(
    `UPDATE access_grant SET checked_at = checked_at - make_interval(mins => $1), retry_at = NULL,
       last_definitive_at = last_definitive_at - make_interval(mins => $1)`,
    [minutes],
  );
  await app.sql(
    `UPDATE identity SET role_confirmed_at = role_confirmed_at - make_interval(mins => $1),
       role_lost_at = role_lost_at - make_interval(mins => $1),
       token_died_at = token_died_at - make_interval(mins => $1)`,
    [minutes],
  );
}
const everybodyComes = async (from = 0, to = browsers.length) => {
  const statuses = [];
  for (const browser of browsers.slice(from, to)) statuses.push((await browser.get('/api/room')).status);
  return statuses;
};
const sessions = async () => (await app.sql('SELECT FROM session')).length;
const setRoles = (roles: string[]) => EVERYBODY.forEach((id) => app.discord.setRoles(id, roles));

describe('a role that is suddenly nobody’s', () => {
  it('signs out the first and nobody after them, in any process', async () => {
    setRoles(['1180451290417200009']);
    await minutesPass(16);
    browsers = browsers.map((browser, index) => (index % 2 ? browser.at(app.other.url) : browser));
    expect(await everybodyComes()).toEqual([403, 200, 200, 200]);
    expect(await sessions()).toBe(3);
  });

  it('keeps what it keeps for an hour, and longer only where the role comes back', async () => {
    setRoles([]);
    await minutesPass(16);
    await everybodyComes();
    await minutesPass(43);
    expect(await everybodyComes()).toEqual([401, 200, 200, 200]);
    await minutesPass(2);
    expect(await everybodyComes()).toEqual([401, 503, 503, 503]);
    expect(await sessions()).toBe(3);
    setRoles([ROLE_ID]);
    await minutesPass(6);
    expect(await everybodyComes()).toEqual([401, 200, 200, 200]);
  });

  it('is not believed more by the hour, one after the other', async () => {
    setRoles([]);
    for (let hour = 0; hour < 3; hour++) {
      await minutesPass(40);
      await everybodyComes();
    }
    expect(await sessions()).toBe(3);
  });

  it('is the same where Discord does not know the server any more', async () => {
    app.discord.fail('unknown-guild', 'member');
    await minutesPass(16);
    expect(await everybodyComes()).toEqual([403, 200, 200, 200]);
  });

  it('is believed once an operator says so', async () => {
    setRoles([]);
    await minutesPass(16);
    await everybodyComes();
    const { url, ownerUrl } = app.config.database;
    const env = { ...process.env, DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl };
    await promisify(execFile)(process.execPath, [RELEASE], { env });
    await minutesPass(6);
    expect(await everybodyComes()).toEqual([401, 403, 403, 403]);
    expect(await sessions()).toBe(0);
  });
});

it('does not come on where tokens cannot be opened, as after a new secret, and then believes denials', async () => {
  await app.sql(`UPDATE access_grant SET token_ciphertext = '\\x00112233'`);
  await minutesPass(16);
  expect(await everybodyComes()).toEqual([401, 401, 401, 401]);
  for (const [index, id] of EVERYBODY.entries()) await browsers[index]!.signIn(id);
  for (const index of [0, 2]) app.discord.setRoles(EVERYBODY[index]!, []);
  await minutesPass(16);
  expect(await everybodyComes()).toEqual([403, 200, 403, 200]);
});

describe('tokens that Discord does not take any more', () => {
  it('are no denials: one who really loses the role meanwhile is out', async () => {
    await minutesPass(16);
    app.discord.fail('unauthorized', 'member');
    expect(await everybodyComes(0, 3)).toEqual([401, 200, 200]);
    app.discord.fail('none');
    app.discord.setRoles(EVERYBODY[3]!, []);
    expect(await everybodyComes(3, 4)).toEqual([403]);
  });

  it('ask their members to sign in anew, at once while they are few, and in an hour where they are many', async () => {
    await minutesPass(16);
    app.discord.fail('unauthorized', 'member');
    expect(await everybodyComes()).toEqual([401, 200, 200, 200]);
    await minutesPass(45);
    expect(await everybodyComes()).toEqual([401, 401, 401, 401]);
    app.discord.fail('none');
    for (const [index, id] of EVERYBODY.entries()) await browsers[index]!.signIn(id);
    expect(await everybodyComes()).toEqual([200, 200, 200, 200]);
  });

  it('are not held up by denials', async () => {
    await minutesPass(16);
    setRoles([]);
    expect(await everybodyComes(0, 3)).toEqual([403, 200, 200]);
    app.discord.fail('unauthorized', 'member');
    expect(await everybodyComes(3, 4)).toEqual([401]);
  });
});

describe('a few who lose their role', () => {
  it('are out while others keep theirs', async () => {
    await minutesPass(16);
    for (const index of [0, 2]) app.discord.setRoles(EVERYBODY[index]!, []);
    expect(await everybodyComes()).toEqual([403, 200, 403, 200]);
  });

  it('are held up where they are too many of all, until others outnumber them', async () => {
    await app.sql(
      `INSERT INTO identity (discord_id, user_id, created_at, role_lost_at, role_confirmed_at)
       SELECT '1180451290417300' || n, gen_random_uuid(), now(), now() - interval '1 minute',
              CASE WHEN n < 109 THEN now() END
         FROM generate_series(100, 112) AS n`,
    );
    app.discord.setRoles(EVERYBODY[0]!, []);
    await app.sql(`UPDATE access_grant SET checked_at = now() - interval '16 minutes'`);
    expect(await everybodyComes()).toEqual([200, 200, 200, 200]);
    await app.sql(
      `INSERT INTO identity (discord_id, user_id, created_at, role_confirmed_at)
       SELECT '1180451290417400' || n, gen_random_uuid(), now(), now() FROM generate_series(100, 120) AS n`,
    );
    await app.sql(`UPDATE access_grant SET retry_at = NULL`);
    expect(await everybodyComes()).toEqual([403, 200, 200, 200]);
  });
});
