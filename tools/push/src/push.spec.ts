import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { lock } from './lock.js';
import { readSettings } from './settings.js';
import { readState } from './state.js';
import { ACCOUNT, KEY, StandIns, TOKEN } from './testing/stand-ins.js';

let world: StandIns;
let own: string;
beforeEach(async () => {
  world = new StandIns();
  await world.listen();
  own = join(world.folder, 'singularity-push');
});
afterEach(() => world.close());

const FROM = '2026-10-01';
const TYPED = (key = KEY) => [TOKEN, 'topstepx', 'trader', key, '1', FROM];
const setUp = () => world.run(['setup'], [world.origin, ...TYPED()]);
const sync = () => world.run([]);
const progress = async () => Object.values(await readState(own))[0];
const pushed = () => world.calls('POST /api/user/imports').filter(({ call }) => !call.includes('confirm'));
const windows = () =>
  world.calls('Trade/search').map(({ body }) => {
    const { startTimestamp, endTimestamp } = JSON.parse(body) as Record<string, string>;
    return `${startTimestamp?.slice(0, 10)} ${endTimestamp?.slice(0, 10)}`;
  });

describe('setup', () => {
  it('asks, tries the keys out, and keeps them in a file of the member alone', async () => {
    const { code, out, error } = await setUp();
    expect([code, error]).toEqual([0, '']);
    expect(out).toContain('Combine');
    expect(out).toContain('not on a server that you rent');
    expect(out).toContain(join(own, 'settings.json'));
    expect(await readSettings(own)).toMatchObject({
      journal: world.origin,
      token: TOKEN,
      brokers: [
        {
          broker: 'topstepx',
          credentials: { userName: 'trader', apiKey: KEY },
          accounts: [{ id: '7001', accountId: ACCOUNT, from: FROM }],
        },
      ],
    });
    expect(statSync(own).mode & 0o777).toBe(0o700);
    expect(readdirSync(own)).toEqual(['settings.json']);
    expect(statSync(join(own, 'settings.json')).mode & 0o777).toBe(0o600);
  });

  it('asks again for what is wrong, and keeps nothing where it is left', async () => {
    const { code, error } = await world.run(['setup'], ['http://journal.example', world.origin, ...TYPED('wrong-key')]);
    expect(code).toBe(1);
    expect(error).toContain('https://');
    expect(error).toContain('does not know this user name and API key');
    expect(error).toContain('Nothing was changed.');
    expect(await readSettings(own)).toBeNull();
  });

  it('keeps the journal and the other brokers when it is run again', async () => {
    await setUp();
    const again = await world.run(['setup'], ['', '', ...TYPED().slice(1, -1), '2026-09-01']);
    expect(again.code).toBe(0);
    expect(await readSettings(own)).toMatchObject({ token: TOKEN, brokers: [{ accounts: [{ from: '2026-09-01' }] }] });
  });

  it('takes an id where the token may not list accounts', async () => {
    world.answers = { 'GET /api/user/accounts': () => ({ status: 403, body: { detail: 'Not with this token.' } }) };
    const lines = [world.origin, ...TYPED().slice(0, -2), 'Combine', ACCOUNT, ''];
    expect((await world.run(['setup'], lines)).code).toBe(0);
    expect(await readSettings(own)).toMatchObject({ brokers: [{ accounts: [{ accountId: ACCOUNT }] }] });
  });
});

describe('a sync', () => {
  beforeEach(setUp);

  it('hands the journal what the broker answered, confirms it, and says what came of it', async () => {
    const { code, out, error } = await sync();
    expect([code, error]).toEqual([0, '']);
    expect(out).toBe(`TopstepX 50KTC-7001: 2 new fills. 1 trade added. See ${world.origin}/import/import-1\n`);
    const { headers, body } = pushed()[0]!;
    expect(headers).toMatchObject({ authorization: `Bearer ${TOKEN}` });
    expect(headers['idempotency-key']).toBeTruthy();
    expect(body).toContain(ACCOUNT);
    expect(body).toContain('{"answers":1,"broker":"topstepx","account":"7001","from":"2026-10-01","to":"2026-10-28"');
    expect(body).not.toContain(KEY);
    expect(world.imports.get('import-1')).toMatchObject({ status: 'imported' });
    expect(await progress()).toMatchObject({ taken: { from: FROM, to: '2026-10-28' }, pending: null });
    expect(statSync(join(own, 'state.json')).mode & 0o777).toBe(0o600);
  });

  it('asks again only for days that the broker may still change, and leaves nothing behind where nothing is new', async () => {
    await sync();
    world.answers['POST /api/user/imports'] = () => ({ body: world.preview({}, { fills: 2, duplicates: 2 }) });
    world.now += 86_400_000;
    expect(await sync()).toMatchObject({ code: 0, out: 'TopstepX 50KTC-7001: Nothing new, 2 fills known already.\n' });
    expect(windows()).toEqual(['2026-10-01 2026-10-29', '2026-10-21 2026-10-30']);
    expect([...world.imports.keys()]).toEqual(['import-1']);
  });

  it('is asked for days before those that it has', async () => {
    await sync();
    await world.run(['setup'], ['', '', ...TYPED().slice(1, -1), '2026-09-20']);
    await sync();
    expect(windows().slice(1)).toEqual(['2026-10-21 2026-10-29', '2026-09-20 2026-10-01']);
    expect(await progress()).toMatchObject({ taken: { from: '2026-09-20', to: '2026-10-28' } });
  });

  it('waits where the journal asks something, and goes on when it is answered', async () => {
    const questions = [{ message: 'What is one point worth?' }];
    world.answers['POST /api/user/imports'] = () => ({ body: world.preview({ questions }) });
    const { code, out } = await sync();
    expect(code).toBe(2);
    expect(out).toContain(`${world.origin}/import/import-1`);
    expect(out).toContain('What is one point worth?');
    expect((await sync()).code).toBe(2);
    expect(pushed()).toHaveLength(1);
    expect((await progress())?.taken).toBeNull();
    // The member answers and confirms on the page.
    world.imports.set('import-1', { ...world.imports.get('import-1'), questions: [], status: 'imported' });
    world.answers = {};
    expect((await sync()).code).toBe(0);
    expect(await progress()).toMatchObject({ taken: { from: FROM, to: '2026-10-28' } });
  });

  it('asks anew for what the member threw away', async () => {
    world.answers['POST /api/user/imports'] = () => ({ body: world.preview({ questions: [{ message: 'What?' }] }) });
    await sync();
    world.imports.clear();
    world.answers = {};
    expect((await sync()).code).toBe(0);
    expect(windows()).toEqual(Array(2).fill('2026-10-01 2026-10-29'));
  });

  it('that broke off after the broker answered loses nothing', async () => {
    world.answers['POST /api/user/imports'] = () => ({ status: 503, headers: { 'retry-after': '1' } });
    const { code, error } = await sync();
    expect(code).toBe(1);
    expect(error).not.toBe('');
    expect(new Set(pushed().map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(await progress()).toBeUndefined();
    world.answers = {};
    expect((await sync()).code).toBe(0);
    expect(windows()).toEqual(Array(2).fill('2026-10-01 2026-10-29'));
  });

  it('that broke off before it confirmed goes on with the same import', async () => {
    world.answers['POST /api/user/imports/import-1/confirm'] = () => ({ status: 500, body: { detail: 'Broken.' } });
    expect(await sync()).toMatchObject({ code: 1, error: 'TopstepX 50KTC-7001: The journal says: Broken.\n' });
    world.answers = {};
    expect((await sync()).out).toContain('2 new fills');
    expect(world.imports.get('import-1')).toMatchObject({ status: 'imported' });
  });

  it('tells of a broker that is away, and of keys that it does not take', async () => {
    world.answers['POST /topstepx/api/Trade/search'] = () => ({ status: 500, body: KEY });
    expect(await sync()).toMatchObject({
      code: 1,
      error: 'TopstepX 50KTC-7001: The broker does not answer. We try again later.\n',
    });
    world.answers = { 'POST /topstepx/api/Auth/loginKey': () => ({ body: { success: false, errorCode: 3 } }) };
    expect((await sync()).error).toContain('does not know this user name and API key');
    expect(pushed()).toEqual([]);
  });

  it.each([
    [401, {}, 'Make a new one with the scope “import”'],
    [403, { detail: 'No.' }, 'This token may not import.'],
    [403, { type: '/problems/access-denied', detail: 'The role is gone.' }, 'The role is gone.'],
    [422, { detail: 'Wrong.', errors: [{ field: 'accountId', message: 'No such account.' }] }, 'No such account.'],
    [200, '<html></html>', 'not that of a journal'],
    [409, { detail: `Bad ${TOKEN} \u001b[31m` }, 'Bad ••• [31m'],
  ])('tells why the journal did not take it: %i', async (status, body, sentence) => {
    world.answers['POST /api/user/imports'] = () => ({ status, body });
    const { code, error } = await sync();
    expect(code).toBe(1);
    expect(error).toContain(sentence);
  });

  it('takes the token to no other address', async () => {
    world.answers['POST /api/user/imports'] = () => ({ status: 302, headers: { location: `${world.origin}/else` } });
    expect((await sync()).error).toContain('Your token is not sent there');
    expect(world.calls('/else')).toEqual([]);
  });

  it('leaves no preview behind that the journal cannot read', async () => {
    const files = [{ problem: 'This file is damaged.' }];
    world.answers['POST /api/user/imports'] = () => ({ body: world.preview({ files }) });
    expect((await sync()).error).toContain('This file is damaged.');
    expect(world.imports.size).toBe(0);
    expect((await progress())?.taken).toBeUndefined();
  });

  it('makes an import of no more files than the journal takes, and goes on after the last that it took', async () => {
    await world.run(['setup'], ['', '', ...TYPED().slice(1, -1), '2025-01-01']);
    world.asked.length = 0;
    let posts = 0;
    world.answers['POST /api/user/imports'] = () =>
      (posts += 1) === 2 ? { status: 422, body: { detail: 'Full.' } } : { body: world.preview() };
    expect((await sync()).code).toBe(1);
    const [first] = pushed();
    expect(first?.body.match(/"answers":1/g)).toHaveLength(20);
    expect((await progress())?.taken?.to).toBe('2026-10-28');
    const asked = windows().length;
    expect((await sync()).code).toBe(0);
    expect((await progress())?.taken).toEqual({ from: '2025-01-01', to: '2026-10-28' });
    expect(windows().length - asked).toBeLessThan(5);
  });
});

describe('what is secret', () => {
  it('is in no line that is written, whatever is typed, set up, synced or refused', async () => {
    const runs = [await setUp(), await sync(), await world.run(['setup', '--key', KEY]), await world.run([KEY])];
    world.answers['POST /api/user/imports'] = () => ({ status: 422, body: { detail: `${KEY} ${TOKEN}` } });
    runs.push(await sync());
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 1, 1, 1]);
    for (const secret of [KEY, TOKEN]) expect(JSON.stringify(runs)).not.toContain(secret);
  });

  it('of a broker goes to the broker alone', async () => {
    await setUp();
    await sync();
    const toJournal = world.asked.filter(({ call }) => call.includes(' /api/'));
    expect(toJournal).toHaveLength(3);
    expect(JSON.stringify(toJournal)).not.toContain(KEY);
    expect(JSON.stringify(world.calls('/topstepx/'))).not.toContain(TOKEN);
  });
});

describe('two at once', () => {
  it('are one', async () => {
    await setUp();
    const free = await lock(own);
    expect(await sync()).toMatchObject({ code: 0, out: 'Another run is under way.\n' });
    expect((await setUp()).code).toBe(1);
    expect(pushed()).toEqual([]);
    await free?.();
    expect((await sync()).out).toContain('2 new fills');
  });

  it('does not wait for a run that is gone, whoever has its number now', async () => {
    await mkdir(own, { recursive: true });
    const path = join(own, 'lock');
    // Nobody has such a number.
    writeFileSync(path, '2147483646');
    const free = await lock(own);
    expect(free).not.toBeNull();
    await free?.();
    writeFileSync(path, String(process.pid));
    expect(await lock(own)).toBeNull();
    utimesSync(path, 1, 1);
    const after = await lock(own);
    expect(after).not.toBeNull();
    await after?.();
    expect(readdirSync(own)).toEqual([]);
  });
});

it('says what to do where nothing is set up, or the settings are damaged', async () => {
  expect(await sync()).toMatchObject({ code: 1, error: 'Nothing is set up yet. Run “singularity-push setup”.\n' });
  await setUp();
  writeFileSync(join(own, 'settings.json'), '{"token"');
  expect((await sync()).error).toContain('is damaged');
  expect((await setUp()).code).toBe(0);
});
