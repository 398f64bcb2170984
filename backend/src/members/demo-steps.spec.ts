import {
  calendarOf,
  decimal,
  fold,
  plusDays,
  profitOf,
  Refusal,
  sum,
  trade,
  undoingOf,
  weekdayOf,
} from '@singularity/domain';
import type { Day, Instant, TradeCommand, TradeDetails, TradeEvent } from '@singularity/domain';
import { demoSteps } from './demo-steps.js';
import type { DemoStep } from './demo-steps.js';

const NEW_YORK = calendarOf('America/New_York');
const CHICAGO = calendarOf('America/Chicago');
const ACCOUNTS = { stocks: 'stocks', options: 'options', futures: 'futures' };

function stepsBefore(now: string): readonly DemoStep[] {
  let ids = 0;
  return demoSteps(now as Instant, { accountIds: ACCOUNTS, newId: () => String(ids++) });
}

/** What the rules of trades make of the steps: the events of each trade, by its key. */
function recorded(steps: readonly DemoStep[]): ReadonlyMap<string, readonly TradeEvent[]> {
  const streams = new Map<string, readonly TradeEvent[]>();
  const tell = (key: string, command: TradeCommand) => {
    const events = streams.get(key) ?? [];
    const undoing = command.type === 'Undo' ? undoingOf(trade, events, command.streamVersion) : null;
    const facts = { baseCurrency: 'USD', account: { open: true, currency: 'USD' }, target: null, undoing };
    const decision = trade.decide(command, fold(trade, trade.initial, events), facts);
    if (decision instanceof Refusal) throw new Error(`${key}: ${JSON.stringify(decision)}`);
    expect(decision).toHaveLength(1);
    streams.set(key, [...events, ...decision]);
  };
  for (const step of steps) {
    if ('undo' in step) tell(step.undo, { type: 'Undo', streamVersion: streams.get(step.undo)?.length ?? 0 });
    for (const { key, command } of 'each' in step ? step.each : 'batch' in step ? step.batch : []) tell(key, command);
  }
  return streams;
}

function standing(streams: ReadonlyMap<string, readonly TradeEvent[]>): readonly TradeDetails[] {
  return [...streams.values()].flatMap((events) => {
    const state = fold(trade, trade.initial, events);
    return state.status === 'recorded' ? [state.details] : [];
  });
}

/** Net of closed trades, in the order in which they came to their end. */
function closedNets(trades: readonly TradeDetails[]): readonly number[] {
  return trades
    .map((details) => profitOf(details))
    .filter(({ openQuantity }) => openQuantity.isZero())
    .map(({ realizations }) => ({ at: realizations.at(-1)!.at, net: sum(realizations.map(({ net }) => decimal(net))) }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ net }) => net.toNumber());
}

const NOW = '2026-02-10T17:00:00.000Z';
const streams = recorded(stepsBefore(NOW));
const trades = standing(streams);
const fillsOf = (all: readonly TradeDetails[]) => all.flatMap(({ executions }) => executions.map(({ at }) => at));

it('is the same each time on the same day, and moves on by a day', () => {
  expect(stepsBefore('2026-02-11T04:59:00.000Z')).toEqual(stepsBefore(NOW));
  expect(stepsBefore('2026-02-11T05:01:00.000Z')).not.toEqual(stepsBefore(NOW));
});

it.each(Array.from({ length: 37 }, (_, index) => plusDays('2026-01-01' as Day, index * 10)))(
  'keeps to the rules, wins a little more than half and more than it loses: %s',
  (day) => {
    const nets = closedNets(standing(recorded(stepsBefore(`${day}T12:00:00.000Z`))));
    const wins = nets.filter((net) => net > 0);
    const won = wins.reduce((all, net) => all + net, 0);
    const lost = -nets.filter((net) => net < 0).reduce((all, net) => all + net, 0);
    expect(wins.length / nets.length).toBeCloseTo(0.55, 1);
    expect(won / lost).toBeCloseTo(1.8, 0);
    expect(won / lost).toBeGreaterThan(1.6);
  },
);

it('is some 140 trades of every kind, in all accounts', () => {
  expect(trades.length).toBeGreaterThan(130);
  const kinds = (field: 'assetType' | 'direction' | 'accountId') =>
    [...new Set(trades.map((one) => one[field]))].sort();
  expect(kinds('assetType')).toEqual(['crypto', 'future', 'option', 'stock']);
  expect(kinds('direction')).toEqual(['CALL', 'LONG', 'PUT', 'SHORT']);
  expect(kinds('accountId')).toEqual(Object.values(ACCOUNTS).sort());
});

it('is five months that end on the last day before today on which the exchanges were open', () => {
  const days = [...new Set(fillsOf(trades).map((at) => NEW_YORK.dayOf(at)))].sort();
  expect(days[0]).toMatch(/^2025-09-/);
  expect(days.at(-1)).toBe('2026-02-09');
  expect(days.filter((day) => weekdayOf(day) > 5)).toEqual([]);
  for (const holiday of ['2025-11-27', '2025-12-25', '2026-01-01', '2026-01-19']) expect(days).not.toContain(holiday);
});

it('trades futures in the evening, which is the next day of their account, and nothing else', () => {
  const late = trades.filter(({ executions }) => executions.some(({ at }) => CHICAGO.hourOf(at) >= 17));
  expect(late.length).toBeGreaterThan(3);
  expect([...new Set(late.map(({ accountId }) => accountId))]).toEqual(['futures']);
  for (const at of fillsOf(late)) expect(weekdayOf(CHICAGO.dayOf(at))).toBeLessThan(5);
});

it('loses seven times in a row, and comes back from it', () => {
  const nets = closedNets(trades);
  const losing = nets
    .map((net) => (net < 0 ? '-' : '+'))
    .join('')
    .indexOf('-------');
  expect(losing).toBeGreaterThan(0);
  const equityAt = (count: number) => nets.slice(0, count).reduce((all, net) => all + net, 0);
  expect(equityAt(losing + 7)).toBeLessThan(equityAt(losing) - 1_000);
  expect(equityAt(nets.length)).toBeGreaterThan(equityAt(losing) + 2_000);
});

it('has options that expired worthless, bought and written, at four in the afternoon of their last day', () => {
  const expired = trades.filter(({ executions }) => executions.at(-1)?.price === '0');
  expect(new Set(expired.map(({ side }) => side))).toEqual(new Set(['buy', 'sell']));
  for (const { expiration, executions } of expired) {
    const { at, fees } = executions.at(-1)!;
    expect([NEW_YORK.dayOf(at), NEW_YORK.hourOf(at), fees]).toEqual([expiration, 16, '0']);
  }
});

it('has notes of days on which something was traded', () => {
  const traded = new Set(fillsOf(trades).map((at) => NEW_YORK.dayOf(at)));
  const noted = stepsBefore(NOW).flatMap((step) => ('notes' in step ? step.day : []));
  expect(noted.filter((day) => traded.has(day))).toHaveLength(3);
});

describe('tells of a trade', () => {
  const historyOf = (symbol: string) =>
    [...streams.entries()].filter(([key]) => key.endsWith(` ${symbol}`)).map(([, events]) => events);
  const typesOf = (events: readonly TradeEvent[] = []) => events.map(({ type }) => type);
  const standingOf = (symbol: string) => trades.filter((one) => one.symbol === symbol);

  it('whose price was typed wrong, and corrected', () => {
    const [events] = historyOf('META');
    expect(typesOf(events)).toEqual(['TradeAdded', 'TradeEdited']);
    expect(standingOf('META')[0]?.executions[1]?.price).toBe('618.9');
  });

  it('that was deleted, and brought back', () => {
    expect(typesOf(historyOf('COIN')[0])).toEqual(expect.arrayContaining(['TradeDeleted', 'TradeRestored']));
    expect(standingOf('COIN')).toHaveLength(1);
  });

  it('that was there twice, and is once', () => {
    expect(historyOf('GOOGL').map((events) => typesOf(events).at(-1))).toEqual(['TradeAdded', 'TradeDeleted']);
    expect(standingOf('GOOGL')).toHaveLength(1);
  });

  it('whose stop followed its price, and which was left in two steps', () => {
    const [events] = historyOf('MSFT');
    const stops = events!.flatMap((event) =>
      event.type === 'TradeEdited' ? (event.data.changes.stopPrice?.to ?? []) : [],
    );
    expect(stops).toEqual(['427.1', '432.8', '441.5']);
    expect(typesOf(events).filter((type) => type === 'ExecutionAdded')).toHaveLength(2);
  });

  it('that is still open: a few of them', () => {
    expect(trades.filter((one) => !profitOf(one).openQuantity.isZero())).toHaveLength(4);
  });
});
