import fc from 'fast-check';
import { Refusal } from '../decider.js';
import { exactly } from '../money/decimal.js';
import {
  added,
  BOUGHT,
  edited,
  editExecution,
  executed,
  NO_ACCOUNT,
  open,
  removeExecution,
  SOLD,
} from '../testing/a-trade.js';
import { undoingOf } from '../undo.js';
import type { TradeCommand } from './trade.commands.js';
import type { TradeEvent } from './trade.events.js';
import { evolveTrade, isFromBroker } from './trade.state.js';
import type { TradeState } from './trade.state.js';
import { trade } from './trade.js';

interface Written {
  readonly event: TradeEvent;
  readonly origin: string;
}

const by = (origin: string, ...events: TradeEvent[]): Written[] => events.map((event) => ({ event, origin }));
const stateOf = (written: readonly Written[]): TradeState =>
  written.reduce<TradeState>((state, { event, origin }) => evolveTrade(state, event, origin), trade.initial);
const isStraight = (written: readonly Written[]) => {
  const state = stateOf(written);
  return state.status !== 'none' && isFromBroker(state);
};

/** As the app does it: decides on what stands, and records it under an origin. */
const then = (written: readonly Written[], origin: string, command: TradeCommand): Written[] => {
  const events = written.map(({ event }) => event);
  const undoing = command.type === 'Undo' ? undoingOf(trade, events, command.streamVersion) : null;
  const decided = trade.decide(command, stateOf(written), { ...NO_ACCOUNT, undoing });
  if (decided instanceof Refusal) throw new Error(decided.message);
  return [...written, ...by(origin, ...decided)];
};

const SYNCED = by('sync', added({ executions: [BOUGHT, SOLD] }));

describe('a trade that a sync brought', () => {
  it('is straight from the broker, and stays so when a sync amends it', () => {
    expect(isStraight(SYNCED)).toBe(true);
    expect(isStraight([...SYNCED, ...by('sync', executed(open('more', '5 @ 190', '10:00')))])).toBe(true);
  });

  it('is not once its fills are edited, added or removed, and is again once that is taken back', () => {
    const edits = [
      editExecution('in', { price: '1' }),
      removeExecution('out'),
      { type: 'AddExecution', execution: open('own', '1 @ 2', '09:31') },
    ] as const;
    for (const edit of edits) {
      const changed = then(SYNCED, 'form', edit);
      expect(isStraight(changed)).toBe(false);
      expect(isStraight(then(changed, 'undo', { type: 'Undo', streamVersion: 2 }))).toBe(true);
    }
  });

  it('is not where its instrument was changed', () =>
    expect(isStraight([...SYNCED, ...by('form', edited({ symbol: { from: 'AAPL', to: 'MSFT' } }))])).toBe(false));

  it('is so whatever the member writes beside it', () =>
    expect(
      isStraight([
        ...SYNCED,
        ...by(
          'form',
          edited({
            notes: { from: null, to: 'late' },
            tags: { from: [], to: ['gap'] },
            stopPrice: { from: null, to: exactly('180') },
          }),
        ),
      ]),
    ).toBe(true));

  it('is not where its end was concluded, and not told', () => {
    const source = { platform: 'tradier', kind: 'expiry', accountId: 'a', key: 'expiry:SPY' };
    expect(isStraight(by('sync', added({ executions: [BOUGHT, { ...SOLD, source }] })))).toBe(false);
  });

  it('is not made so by amending what the member changed', () => {
    const changed = then(SYNCED, 'form', editExecution('in', { price: '1' }));
    expect(isStraight([...changed, ...by('sync', executed(open('more', '5 @ 190', '10:00')))])).toBe(false);
  });
});

it('is never said of a trade that somebody else added, whatever a sync makes of it', () =>
  fc.assert(
    fc.property(fc.constantFrom('form', 'api', 'import', 'undo', 'system'), fc.boolean(), (origin, amended) => {
      const written = by(origin, added({ executions: [BOUGHT, SOLD] }));
      expect(
        isStraight(amended ? [...written, ...by('sync', executed(open('more', '5 @ 190', '10:00')))] : written),
      ).toBe(false);
    }),
  ));
