import { allOf, BrokerServer, faultOf } from '../testing/broker-server.js';
import type { Answered, Answers } from '../testing/broker-server.js';
import { ibkr } from './ibkr.js';

const CREDENTIALS = { token: 'canary-7301', queryId: '123456' };
const WINDOW = { from: '2026-10-20', to: '2026-10-28', isLast: true };
const account = { id: 'U0000001', name: 'U0000001 · Swing', currency: 'EUR', opened: '2024-03-01' };
const PATH = '/AccountManagement/FlexWebService';
const NDCDYN = 'ndcdyn.interactivebrokers.com';

const TRADE = '<Trade accountId="U0000001" dateTime="20261020;100000" levelOfDetail="EXECUTION" />';
const statementOf = (trades = `<Trades>${TRADE}</Trades>`, count = 2) => `<FlexQueryResponse queryName="Q" type="AF">
<FlexStatements count="${count}"><FlexStatement accountId="U0000001" fromDate="20261020" toDate="20261027">
<AccountInformation accountId="U0000001" acctAlias="Swing" currency="EUR" dateOpened="2024-03-01" />${trades}</FlexStatement>
<FlexStatement accountId="U0000002" fromDate="20261020" toDate="20261027"></FlexStatement>
</FlexStatements></FlexQueryResponse>`;

const orderOf = (url = `https://${NDCDYN}${PATH}/GetStatement`) =>
  `<FlexStatementResponse timestamp='28 October, 2026 06:00 AM EDT'>
<Status>Success</Status><ReferenceCode>9876543210</ReferenceCode><Url>${url}</Url></FlexStatementResponse>`;
const codeOf = (code: number) => `<FlexStatementResponse timestamp='28 October, 2026 06:00 AM EDT'>
<Status>Fail</Status><ErrorCode>${code}</ErrorCode><ErrorMessage>canary of the broker</ErrorMessage></FlexStatementResponse>`;

const broker = new BrokerServer();

/** Answers one after another; the last one for ever. */
const inTurn = (...bodies: readonly string[]) => {
  let next = 0;
  return (): Answered => ({ body: bodies[Math.min(next++, bodies.length - 1)] });
};
const told = (order: Answers[string], statement: Answers[string] = inTurn(statementOf())): Answers => ({
  [`GET ${PATH}/SendRequest`]: order,
  [`GET ${PATH}/GetStatement`]: statement,
});

beforeAll(() => broker.listen());
afterAll(() => broker.close());

beforeEach(() => {
  broker.forget();
  broker.now = Date.parse('2026-10-28T10:00:00.000Z');
  broker.answers = told(inTurn(orderOf()));
});

const client = (more: Record<string, string> = {}) => broker.client(ibkr, { ...CREDENTIALS, ...more });
const answersOf = (window = WINDOW) => allOf(ibkr.answers(client(), account, window));
const faultIn = () => faultOf(answersOf());
const callsTo = (call: string) => broker.asked.filter(({ path }) => path === `${PATH}/${call}`);

describe('asking Interactive Brokers', () => {
  it('finds the accounts of a query, by the days that the query names', async () => {
    const other = { id: 'U0000002', name: 'U0000002', currency: 'USD', opened: null };
    expect(await ibkr.accounts(client())).toEqual([account, other]);
    expect(callsTo('SendRequest').map(({ query }) => query)).toEqual([{ t: 'canary-7301', q: '123456', v: '3' }]);
    expect(callsTo('GetStatement').map(({ query }) => query)).toEqual([{ t: 'canary-7301', q: '9876543210', v: '3' }]);
  });

  it('asks for days that are over, and tells the zone of their times beside the statement', async () => {
    const [zone, statement, ...more] = await answersOf();
    expect(zone).toEqual({ call: 'zone', body: 'America/New_York' });
    expect(statement).toEqual({ call: 'statement', body: statementOf() });
    expect(more).toEqual([]);
    expect(callsTo('SendRequest')[0]?.query).toMatchObject({ fd: '20261020', td: '20261027' });
    await answersOf({ ...WINDOW, from: '2026-10-28' });
    expect(callsTo('SendRequest')[1]?.query).toMatchObject({ fd: '20261027', td: '20261027' });
    await answersOf({ ...WINDOW, isLast: false });
    expect(callsTo('SendRequest')[2]?.query).toMatchObject({ fd: '20261020', td: '20261028' });
  });

  it('waits while a statement is being made', async () => {
    const empty = '<FlexQueryResponse queryName="Q" type="AF">\n</FlexQueryResponse>';
    broker.answers = told(inTurn(codeOf(1001), orderOf()), inTurn(codeOf(1019), codeOf(1018), empty, statementOf()));
    expect(await answersOf()).toHaveLength(2);
    expect(broker.waits.filter((wait) => wait >= 10_000)).toEqual([10_000, 10_000, 60_000, 10_000]);
  });

  it('gives up after some minutes, to ask again later', async () => {
    broker.answers = told(inTurn(orderOf()), inTurn(codeOf(1019)));
    const begun = broker.now;
    expect(await faultIn()).toMatchObject({ kind: 'busy', retryAfterSeconds: 900 });
    expect((broker.now - begun) / 60_000).toBeLessThanOrEqual(8);
    expect(callsTo('GetStatement').length).toBeGreaterThan(20);
  });

  it('asks no more than ten times a minute', async () => {
    broker.answers = told(inTurn(orderOf()), inTurn(codeOf(1019)));
    const times: number[] = [];
    broker.answers = told(inTurn(orderOf()), () => ({ body: (times.push(broker.now), codeOf(1019)) }));
    await faultIn();
    const minutes = times.map((time) => times.filter((each) => each >= time && each < time + 60_000).length);
    expect(Math.max(...minutes)).toBeLessThanOrEqual(10);
  });

  it('fetches from the other host where it is sent there', async () => {
    broker.answers = told(inTurn(orderOf(`https://gdcdyn.interactivebrokers.com${PATH}/GetStatement`)));
    await answersOf();
    expect(broker.asked.map(({ host }) => host)).toEqual([NDCDYN, 'gdcdyn.interactivebrokers.com']);
  });

  it.each([
    ['another host', `https://interactivebrokers.example${PATH}/GetStatement`],
    ['a host that only looks alike', `https://${NDCDYN}.example${PATH}/GetStatement`],
    ['an address in the clear', `http://${NDCDYN}${PATH}/GetStatement`],
    ['no address', ''],
  ])('does not take its token to %s', async (_, url) => {
    broker.answers = told(inTurn(orderOf(url)));
    expect(await faultIn()).toMatchObject({ kind: 'unreadable' });
    expect(broker.asked).toHaveLength(1);
  });

  it('asks once without days where there is no statement of the last ones', async () => {
    broker.answers = told(inTurn(codeOf(1003), orderOf()));
    expect(await answersOf()).toHaveLength(2);
    expect(callsTo('SendRequest').map(({ query }) => query['fd'])).toEqual(['20261020', undefined]);
  });

  it('has nothing of days without a statement, which may have been quiet, and goes on', async () => {
    broker.answers = told(inTurn(codeOf(1003)));
    expect(await answersOf({ ...WINDOW, isLast: false })).toEqual([]);
    expect(broker.asked).toHaveLength(1);
    expect(await answersOf()).toEqual([]);
    expect(await faultOf(ibkr.accounts(client()))).toMatchObject({ kind: 'member', field: 'queryId' });
  });

  it.each([
    [1010, 'member', 'queryId'],
    [1011, 'member', 'token'],
    [1012, 'refused', 'token'],
    [1013, 'member', 'token'],
    [1014, 'refused', 'queryId'],
    [1015, 'refused', 'token'],
    [1016, 'member', 'queryId'],
    [1017, 'unreadable', undefined],
    [1020, 'unreadable', undefined],
  ])('says what code %d means, at its field, and nothing of the answer', async (code, kind, field) => {
    broker.answers = told(inTurn(codeOf(code)));
    const fault = await faultIn();
    expect(fault).toMatchObject({ kind, field });
    expect(JSON.stringify(fault) + fault?.message).not.toContain('canary');
    expect(broker.asked).toHaveLength(1);
  });

  it.each([
    ['CSV', '"ClientAccountID","TradeID"\n"U0000001","1"', 'choose the format XML'],
    ['no trades', statementOf(''), 'Add the section “Trades”'],
    [
      'sums of trades',
      statementOf('<Trades><Order dateTime="20261020" levelOfDetail="ORDER" /></Trades>'),
      'choose “Executions”',
    ],
    [
      'dates that can be read in two ways',
      statementOf('<Trades><Trade dateTime="10/11/2026;100000" /></Trades>'),
      'yyyyMMdd',
    ],
  ])('says what to change in a query that gives %s', async (_, body, change) => {
    broker.answers = told(inTurn(orderOf()), inTurn(body));
    const fault = await faultOf(ibkr.accounts(client()));
    expect(fault).toMatchObject({ kind: 'member', field: 'queryId' });
    expect(fault?.message).toContain(change);
  });

  it.each([
    ['half a statement', statementOf().slice(0, -20)],
    ['some of the statements', statementOf(undefined, 3)],
    ['a page of a proxy', '<html></html>'],
  ])('refuses %s', async (_, body) => {
    broker.answers = told(inTurn(orderOf()), inTurn(body));
    expect(await faultIn()).toMatchObject({ kind: 'unreadable' });
  });

  it('says that an account is gone from the query', async () => {
    const gone = ibkr.answers(client(), { ...account, id: 'U0000003' }, WINDOW);
    expect(await faultOf(allOf(gone))).toMatchObject({ kind: 'member', field: 'queryId' });
  });

  it('takes another zone for the times of statements, if it is one', async () => {
    const [zone] = await allOf(ibkr.answers(client({ timeZone: 'Europe/Berlin' }), account, WINDOW));
    expect(zone).toEqual({ call: 'zone', body: 'Europe/Berlin' });
    const fault = await faultOf(ibkr.accounts(client({ timeZone: 'Berlin time' })));
    expect(fault).toMatchObject({ kind: 'member', field: 'timeZone' });
  });

  it('can ask for nothing that changes anything', () => {
    expect(new Set(Object.values(ibkr.routes).map(({ method }) => method))).toEqual(new Set(['GET']));
  });
});
