import type { Window } from '../connector.js';
import type { Asking } from '../http/asking.js';
import { allOf, BrokerServer, faultOf } from '../testing/broker-server.js';
import type { Answers, Asked } from '../testing/broker-server.js';
import { topstepx } from './topstepx.js';

const CREDENTIALS = { userName: 'trader', apiKey: 'key-1f9c' };
const ACCOUNT = { id: '7001', name: '50KTC-V2-7001', currency: 'USD', opened: null };
const OLDER = { from: '2026-08-30', to: '2026-09-28', isLast: false };
const LAST = { from: '2026-09-29', to: '2026-10-28', isLast: true };
const FINE = '"success":true,"errorCode":0,"errorMessage":null';

const broker = new BrokerServer();

beforeAll(() => broker.listen());
afterAll(() => broker.close());

beforeEach(() => {
  broker.forget();
  let tokens = 0;
  broker.answers = {
    'POST /api/Auth/loginKey': () => ({ body: `{"token":"jwt-${(tokens += 1)}",${FINE}}` }),
    'POST /api/Account/search': says(`{"accounts":[{"id":7001,"name":"50KTC","balance":50000.10}],${FINE}}`),
    'POST /api/Trade/search': says(`{"trades":[${trade(2, 'B')},${trade(1, 'A')}],${FINE}}`),
    'POST /api/Position/searchOpen': says(`{"positions":[{"id":1,"contractId":"C"}],${FINE}}`),
    'POST /api/Contract/searchById': ({ body }) => ({ body: `{"contract":${body},${FINE}}` }),
  };
});

/** Answers in place of those that stand. */
function instead(answers: Answers): void {
  broker.answers = { ...broker.answers, ...answers };
}

function says(body: string, status = 200) {
  return () => ({ status, body });
}

function trade(id: number, contractId: string, accountId = 7001): string {
  return `{"id":${id},"accountId":${accountId},"contractId":"${contractId}","price":6065.250000000}`;
}

const asking = () => broker.client(topstepx, CREDENTIALS);
const answersOf = (run: Asking, window: Window) => allOf(topstepx.answers(run, ACCOUNT, window));
const calls = () => broker.asked.map(({ path }) => path);
const logins = () => calls().filter((path) => path === '/api/Auth/loginKey');
const bodyOf = ({ body }: Asked) => JSON.parse(body) as unknown;
const toContracts = () => broker.asked.filter(({ path }) => path.endsWith('searchById'));

describe('asking TopstepX', () => {
  it('logs in and names all accounts, those that are gone too', async () => {
    expect(await topstepx.accounts(asking())).toEqual([{ id: '7001', name: '50KTC', currency: 'USD', opened: null }]);
    expect(calls()).toEqual(['/api/Auth/loginKey', '/api/Account/search']);
    expect(broker.asked.map(bodyOf)).toEqual([
      { userName: 'trader', apiKey: 'key-1f9c' },
      { onlyActiveAccounts: false },
    ]);
    expect(broker.asked[1]?.headers).toMatchObject({
      authorization: 'Bearer jwt-1',
      'content-type': 'application/json',
    });
    expect(broker.kept).toEqual([]);
  });

  it('asks for the trades of whole days, and once in a run for each contract', async () => {
    const run = asking();
    const last = await answersOf(run, LAST);
    expect(last.map(({ call }) => call)).toEqual(['trades', 'positions', 'accounts', ...Array(3).fill('contract')]);
    expect(last[0]?.body).toContain('6065.250000000');
    expect(toContracts().map(bodyOf)).toEqual(['A', 'B', 'C'].map((contractId) => ({ contractId })));
    const older = await answersOf(run, OLDER);
    expect(older.map(({ call }) => call)).toEqual(['trades', 'contract', 'contract']);
    expect(toContracts()).toHaveLength(3);
    expect(logins()).toHaveLength(1);
    expect(broker.asked.filter(({ path }) => path === '/api/Trade/search').map(bodyOf)).toEqual([
      { accountId: 7001, startTimestamp: '2026-09-29T00:00:00Z', endTimestamp: '2026-10-29T00:00:00Z' },
      { accountId: 7001, startTimestamp: '2026-08-30T00:00:00Z', endTimestamp: '2026-09-29T00:00:00Z' },
    ]);
  });

  it('says nothing of days without trades', async () => {
    instead({ 'POST /api/Trade/search': says(`{"trades":[],${FINE}}`) });
    expect(await answersOf(asking(), OLDER)).toEqual([]);
  });

  it('goes on without what it is not told of a contract', async () => {
    instead({ 'POST /api/Contract/searchById': says('{"contract":null,"success":false,"errorCode":1}') });
    expect(await answersOf(asking(), OLDER)).toHaveLength(3);
  });

  it('logs in once more where the token has ended, and no more than that', async () => {
    const run = asking();
    await topstepx.accounts(run);
    instead({
      'POST /api/Account/search': ({ headers }) =>
        headers.authorization === 'Bearer jwt-2' ? { body: `{"accounts":[],${FINE}}` } : { status: 401, body: '' },
    });
    expect(await topstepx.accounts(run)).toEqual([]);
    instead({ 'POST /api/Account/search': says('', 401) });
    expect(await faultOf(topstepx.accounts(run))).toMatchObject({ kind: 'refused', field: 'apiKey' });
    expect(logins()).toHaveLength(3);
  });

  it.each([
    [1, { kind: 'refused', field: 'userName' }],
    [3, { kind: 'refused', field: 'apiKey' }],
    [7, { kind: 'member' }],
    [9, { kind: 'member' }],
    [10, { kind: 'member' }],
    [8, { kind: 'unreadable' }],
  ])('tells why it may not log in: code %i', async (errorCode, fault) => {
    const body = JSON.stringify({ token: null, success: false, errorCode, errorMessage: 'key-1f9c' });
    instead({ 'POST /api/Auth/loginKey': says(body) });
    const told = await faultOf(topstepx.accounts(asking()));
    expect(told).toMatchObject(fault);
    expect(JSON.stringify([told, told?.message, told?.stack])).not.toContain('key-1f9c');
  });

  it.each([
    ['an answer that fails', '{"trades":null,"success":false,"errorCode":1}'],
    ['an answer without its list', `{${FINE}}`],
    ['half an answer', '{"trades":[{"id":1,'],
    ['a page of a proxy', '<html></html>'],
    ['trades of another account', `{"trades":[${trade(1, 'A', 7002)}],${FINE}}`],
  ])('takes nothing of %s', async (_, body) => {
    instead({ 'POST /api/Trade/search': says(body) });
    const fault = await faultOf(answersOf(asking(), LAST));
    expect(fault).toMatchObject({ kind: 'unreadable' });
  });
});
