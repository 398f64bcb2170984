import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountCommandAnswer, ImportAnswer, NewAccessToken, Page, TradeAnswer } from '@singularity/contract';
import type { Browser } from '@singularity/backend/testing/browser.js';
import { startTestApp } from '@singularity/backend/testing/test-app.js';
import type { TestApp } from '@singularity/backend/testing/test-app.js';
import { startBrokersStandIn } from '@singularity/local/brokers/brokers-stand-in.js';
import type { BrokersStandIn } from '@singularity/local/brokers/brokers-stand-in.js';
import type { NewTrade } from '@singularity/local/brokers/book.js';
import { ES } from '@singularity/local/brokers/testing/seed.js';
import { topstepx } from '@singularity/local/brokers/topstepx/topstepx.js';

const BUNDLER = join(import.meta.dirname, '../../push/bundle.mjs');
const KEY = 'canary-key-of-the-broker';
const FEES = { commission: '1.40', exchange: '1.38', regulatory: '0.02' };
const DAY_MS = 86_400_000;

/** A folder with the bundle and nothing else, on a machine whose member has nothing of the project. */
let folder: string;
let app: TestApp;
let brokers: BrokersStandIn;
let member: Browser;
let token: NewAccessToken;
let accountId: string;
const seen: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'singularity-push-'));
  [app, brokers] = await Promise.all([startTestApp(), startBrokersStandIn(0, [topstepx])]);
  expect((await runNode([BUNDLER, join(folder, 'singularity-push.mjs')])).code).toBe(0);
  member = await app.signIn('one');
  const account = { platform: 'TopstepX', name: 'Combine', startingBalance: '50000', currency: 'USD' };
  accountId = ((await member.send('POST', '/api/user/accounts', account)).body as AccountCommandAnswer).id;
  const wanted = { name: 'Push', scopes: ['import'] };
  token = (await member.send('POST', '/api/user/tokens', wanted)).body as NewAccessToken;
  const { book } = brokers;
  book.addMember({ broker: 'topstepx', name: 'ada', credentials: { userName: 'ada', apiKey: KEY } });
  const opened = { openedAt: daysAgo(60), openingBalance: '50000' };
  book.addAccount({ id: '7001', broker: 'topstepx', member: 'ada', name: '50KTC-7001', ...opened });
  roundTrip(daysAgo(40));
  roundTrip(daysAgo(2));
});
afterAll(async () => {
  await Promise.all([app.close(), brokers.close(), rm(folder, { recursive: true, force: true })]);
});

const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
const fill = (more: Pick<NewTrade, 'side' | 'price' | 'at'>) =>
  brokers.book.trade({ account: '7001', instrument: ES, quantity: '1', fees: FEES, ...more });
function roundTrip(at: string) {
  fill({ side: 'buy', price: '6800.25', at });
  fill({ side: 'sell', price: '6810.25', at: new Date(Date.parse(at) + 60_000).toISOString() });
}

interface Ended {
  readonly code: number | null;
  readonly text: string;
}

function runNode(words: readonly string[], typed = ''): Promise<Ended> {
  const { PATH = '' } = process.env;
  const env = { PATH, HOME: folder, XDG_CONFIG_HOME: folder, BROKERS_BASE_URL: brokers.origin };
  const child = spawn(process.execPath, words, { cwd: folder, env });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(String(chunk)));
  child.stdin.end(typed);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      seen.push(chunks.join(''));
      resolve({ code, text: chunks.join('') });
    });
  });
}

const push = (...words: string[]) => runNode(['singularity-push.mjs', ...words]);
const imports = async () => ((await member.get('/api/user/imports')).body as Page<ImportAnswer>).items;
const trades = async () =>
  ((await member.get(`/api/user/trades?accountId=${accountId}`)).body as Page<TradeAnswer>).items;

describe('the push client, as one file in an empty folder', () => {
  it('is set up by what the member types', async () => {
    const from = daysAgo(50).slice(0, 10);
    const typed = [app.url, token.token, 'topstepx', 'ada', KEY, '1', from].map((line) => `${line}\n`).join('');
    const { code, text } = await runNode(['singularity-push.mjs', 'setup'], typed);
    expect([code, text]).toEqual([0, expect.stringContaining('Combine · TopstepX · USD')]);
    expect((await stat(join(folder, 'singularity-push/settings.json'))).mode & 0o777).toBe(0o600);
  });

  it('brings what was traded', async () => {
    const { code, text } = await push();
    expect([code, text]).toEqual([0, expect.stringContaining('4 new fills. 2 trades added.')]);
    expect(text).toContain(`${app.url}/import/${(await imports())[0]?.id}`);
    expect(await trades()).toMatchObject([{ netPnl: '494.4' }, { netPnl: '494.4' }]);
    expect(await imports()).toMatchObject([{ status: 'imported', files: [{ kind: 'api' }, { kind: 'api' }] }]);
  });

  it('adds nothing the second time, and leaves no import behind', async () => {
    expect(await push()).toMatchObject({
      code: 0,
      text: expect.stringContaining('Nothing new, 2 fills known already.'),
    });
    expect(await imports()).toHaveLength(1);
    expect(await trades()).toHaveLength(2);
  });

  it('brings what is new since, and what the broker has taken back', async () => {
    roundTrip(daysAgo(1));
    const { text } = await push();
    expect(text).toContain('2 new fills, 2 known already. 1 trade added.');
    expect(await trades()).toHaveLength(3);
    for (const { id } of brokers.book.expected('7001').slice(-2)) brokers.book.voidFill(id);
    expect((await push()).text).toContain('2 taken back by the broker');
    expect(await push()).toMatchObject({ code: 0, text: expect.stringContaining('Nothing new') });
    expect(await app.audit()).toEqual([]);
  });

  it('asked nothing of the broker that it does not document, and says in a sentence when it may not come in', async () => {
    expect(brokers.calls.unknown()).toEqual([]);
    await member.send('DELETE', `/api/user/tokens/${token.id}`);
    expect(await push()).toMatchObject({
      code: 1,
      text: expect.stringContaining('The journal does not take this token'),
    });
  });

  it('has written no key, and no file but its own', async () => {
    for (const secret of [KEY, token.token]) expect(seen.join('')).not.toContain(secret);
    expect((await readdir(folder)).sort()).toEqual(['singularity-push', 'singularity-push.mjs']);
    expect((await readdir(join(folder, 'singularity-push'))).sort()).toEqual(['settings.json', 'state.json']);
  });
});
