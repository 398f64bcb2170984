import fc from 'fast-check';
import type { Browser, Reply } from './browser.js';

/** What is known of a member's ledger while steps are taken in it. */
export interface Known {
  readonly accounts: string[];
  readonly trades: string[];
}

/** Something that a member does, by HTTP. Some of it is refused, as in life. */
export type Step = (member: Browser, known: Known) => Promise<Reply>;

const pick = fc.nat(1_000);
const among = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const of = (ids: readonly string[], index: number) => ids[index % Math.max(ids.length, 1)] ?? 'none';
/** Few moments, near midnight and the change of clocks as well, so that many fall together and days differ by time zone. */
const moments = fc
  .integer({ min: 0, max: 60 })
  .map((n) => new Date(Date.UTC(2026, 2, 6) + n * 3 * 3_600_000).toISOString());
const amounts = among('10', '10.5', '99.99', '187.230001', '0.3333333333');
const quantities = among('1', '2', '3', '0.7');
const fees = among('0', '0', '1.25', '-0.5');
const tags = fc.subarray(['gap', 'late', 'Äpfel, reif']);
const symbols = among('AAPL', 'MSFT', 'BTC-USD', '9', '_X', 'BRK.B', 'BRK/D', 'BRKA');

const addAccount = fc
  .record({
    platform: among('Tradier', 'TopstepX'),
    name: among('Main', 'Other'),
    startingBalance: among('0', '1000', '25000.55'),
    currency: among('USD', 'EUR'),
  })
  .map((body): Step => async (member, known) => {
    const reply = await member.send('POST', '/api/user/accounts', body);
    if (reply.status === 201) known.accounts.push((reply.body as { id: string }).id);
    return reply;
  });

const changeAccount = fc
  .record({
    pick,
    ask: fc.oneof(
      fc
        .record({ balance: amounts, reason: among('deposit', 'withdrawal', 'correction'), at: moments })
        .map((body) => ['PUT', '/balance', body] as const),
      among(['POST', '/close', {}], ['POST', '/reopen', {}], ['PATCH', '', { name: 'Renamed', startingBalance: '7' }]),
      among('midnight', 'session').map((tradingDay) => ['PATCH', '', { tradingDay }] as const),
    ),
  })
  .map(
    ({ pick, ask: [method, path, body] }): Step =>
      (member, { accounts }) =>
        member.send(method as string, `/api/user/accounts/${of(accounts, pick)}${path as string}`, body),
  );

const fields = fc.record({
  symbol: symbols,
  direction: among('LONG', 'SHORT'),
  notes: among(null, 'a "note"', '=b'),
  tags,
});
const entry = fc.record({ quantity: quantities, entryPrice: amounts, entryAt: moments, fees });
const exit = fc.record({ exitPrice: amounts, later: fc.nat(200) });

const addTrade = fc
  .record({
    fields,
    entry,
    exit: fc.option(exit, { freq: 3 }),
    stopPrice: among(null, '9', '200'),
    account: fc.option(pick),
  })
  .map(({ fields, entry, exit, stopPrice, account }): Step => async (member, known) => {
    const accountId = account === null || known.accounts.length === 0 ? null : of(known.accounts, account);
    const exitAt = exit && new Date(Date.parse(entry.entryAt) + exit.later * 3_600_000).toISOString();
    const body = { ...fields, ...entry, stopPrice, accountId, assetType: 'stock', exitPrice: exit?.exitPrice, exitAt };
    const reply = await member.send('POST', '/api/user/trades', body);
    if (reply.status === 201) known.trades.push((reply.body as { id: string }).id);
    return reply;
  });

const changeTrade = fc
  .record({
    pick,
    ask: fc.oneof(
      fc.record({ notes: among(null, 'edited'), tags, symbol: symbols }).map((body) => ['PATCH', '', body] as const),
      fc.record({ entryPrice: amounts, entryAt: moments }).map((body) => ['PATCH', '', body] as const),
      fc.record({ exitPrice: amounts, exitAt: moments, fees }).map((body) => ['POST', '/close', body] as const),
      fc
        .record({ type: among('open', 'close'), at: moments, quantity: quantities, price: amounts, fees })
        .map((body) => ['POST', '/executions', body] as const),
      fc.constant(['DELETE', '', undefined] as const),
      fc.constant(['POST', '/restore', {}] as const),
      fc.integer({ min: 1, max: 4 }).map((toStreamVersion) => ['POST', '/revert', { toStreamVersion }] as const),
    ),
  })
  .map(
    ({ pick, ask: [method, path, body] }): Step =>
      (member, { trades }) =>
        member.send(method, `/api/user/trades/${of(trades, pick)}${path}`, body),
  );

const many = fc
  .record({
    picks: fc.array(pick, { minLength: 1, maxLength: 6 }),
    action: fc.oneof(
      tags.filter((some) => some.length > 0).map((addTags) => ({ edit: { addTags } })),
      fc.constant({ delete: true }),
    ),
  })
  .map(
    ({ picks, action }): Step =>
      (member, { trades }) =>
        member.send('POST', '/api/user/trades/bulk', {
          ids: [...new Set(picks.map((one) => of(trades, one)))],
          ...action,
        }),
  );

const settings = fc
  .oneof(
    among('America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland').map((timeZone) => ({ timeZone })),
    among('0', '5', '50').map((tolerance) => ({ breakevenTolerance: { USD: tolerance } })),
  )
  .map(
    (body): Step =>
      (member) =>
        member.send('PATCH', '/api/user/settings', body),
  );

const writeNote = fc
  .record({ day: among('2026-03-06', '2026-03-08', '2026-03-09'), notes: among(null, '', 'Waited.', '=b', 'a "note"') })
  .map(
    ({ day, notes }): Step =>
      (member) =>
        member.send('PUT', `/api/user/days/${day}/note`, { notes }),
  );

/** Of any version, an undo included: what is undone again is done again. */
const undo = fc.integer({ min: 1, max: 120 }).map(
  (version): Step =>
    (member) =>
      member.send('POST', `/api/user/history/${version}/undo`),
);

/** Steps of a member, mostly with trades. */
export const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: addAccount },
  { weight: 2, arbitrary: changeAccount },
  { weight: 8, arbitrary: addTrade },
  { weight: 8, arbitrary: changeTrade },
  { weight: 1, arbitrary: many },
  { weight: 1, arbitrary: settings },
  { weight: 2, arbitrary: writeNote },
  { weight: 6, arbitrary: undo },
);
