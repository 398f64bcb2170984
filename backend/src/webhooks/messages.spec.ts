import type { TradeEvent } from '@singularity/domain';
import type { PastEvent } from '../event-store/events.table.js';
import { SCHEMA_VERSIONS } from '../event-store/recorded-event.js';
import { closedTrades } from './messages.js';

const OPEN = { id: 'a', type: 'open', at: '2026-01-05T15:00:00.000Z', quantity: '2', price: '10', fees: '0' } as const;
const CLOSE = { ...OPEN, id: 'b', type: 'close', at: '2026-01-06T15:00:00.000Z', price: '12', fees: '1' } as const;
const DETAILS = {
  ...{ accountId: null, currency: 'USD', symbol: 'AAPL', assetType: 'stock', direction: 'LONG', side: null },
  ...{ strike: null, expiration: null, multiplier: '1', multiplierSource: 'table', stopPrice: null },
  ...{ notes: 'Nobody else’s business', tags: ['gap'] },
};

const added = (...executions: readonly object[]) => ({ type: 'TradeAdded', data: { ...DETAILS, executions } });
const execution = { type: 'ExecutionAdded', data: { execution: CLOSE } };
const removed = { type: 'ExecutionRemoved', data: { execution: CLOSE } };
const edited = { type: 'TradeEdited', data: { changes: { tags: { from: ['gap'], to: [] } } } };
const deleted = { type: 'TradeDeleted', data: {} };
const restored = { type: 'TradeRestored', data: {} };

function stream(streamId: string, events: Readonly<Record<number, object>>): readonly PastEvent[] {
  return Object.entries(events).map(([version, event], index) => {
    const { type, data } = event as TradeEvent;
    return {
      ...{ userId: 'u', version: Number(version), streamType: 'trade', streamId, streamVersion: index + 1, type },
      ...{ schemaVersion: SCHEMA_VERSIONS[type], recordedAt: '2026-01-07T00:00:00.000Z', origin: 'api', payload: data },
    } as PastEvent;
  });
}

const versions = (...streams: Parameters<typeof stream>[1][]) =>
  closedTrades(
    streams.map((events, nth) => stream(`t${nth}`, events)),
    10,
  ).map(({ version }) => version);

describe('a trade is told as closed', () => {
  it('when its last position is, or when it is added so', () => {
    expect(versions({ 4: added(OPEN), 11: execution })).toEqual([11]);
    expect(versions({ 11: added(OPEN, CLOSE) })).toEqual([11]);
    expect(versions({ 11: added(OPEN) })).toEqual([]);
  });

  it('once, whatever is changed of it later, and though it is deleted and restored', () =>
    expect(versions({ 11: added(OPEN, CLOSE), 12: edited, 13: deleted, 14: restored })).toEqual([11]));

  it('once more where it was opened again', () =>
    expect(versions({ 11: added(OPEN, CLOSE), 12: removed, 13: execution })).toEqual([11, 13]));

  it('not by what was told before', () => {
    expect(versions({ 9: added(OPEN), 10: execution, 11: edited })).toEqual([]);
    expect(versions({ 9: added(OPEN), 10: deleted, 12: restored })).toEqual([]);
  });

  it('in the order of the ledger, whichever trade it is', () =>
    expect(versions({ 4: added(OPEN), 13: execution }, { 12: added(OPEN, CLOSE) })).toEqual([12, 13]));

  it('with what it came to and without its notes', () => {
    const [message] = closedTrades([stream('t', { 11: added(OPEN), 12: execution })], 10);
    expect(message).toMatchObject({ type: 'trade.closed', subject: '12', version: 12 });
    expect(message?.body).not.toContain('business');
    expect(JSON.parse(message?.body ?? '')).toMatchObject({
      type: 'trade.closed',
      timestamp: '2026-01-07T00:00:00.000Z',
      data: {
        version: 12,
        origin: 'api',
        trade: { id: 't', symbol: 'AAPL', netPnl: '3', exitPrice: '12', tags: ['gap'] },
      },
    });
  });
});
