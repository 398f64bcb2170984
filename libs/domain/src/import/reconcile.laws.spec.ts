import fc from 'fast-check';
import { Refusal } from '../decider.js';
import { decimal, sum, toText } from '../money/decimal.js';
import { anyFills, TOLD } from '../testing/any-fill.js';
import { NO_ACCOUNT } from '../testing/a-trade.js';
import { trade } from '../trade/trade.js';
import type { TradeCommand, TradeFacts } from '../trade/trade.commands.js';
import type { TradeDetails, TradeEvent } from '../trade/trade.events.js';
import type { TradeState } from '../trade/trade.state.js';
import { undoingOf } from '../undo.js';
import { reconcile } from './reconcile.js';
import type { ReconcileInput, StandingTrade } from './reconcile.js';
import { roundTripsOf } from '../fill/round-trips.js';
import type { SourcedFill } from './sourced-fills.js';

const FACTS = { ...NO_ACCOUNT, account: { open: true, currency: 'USD' } };

/** The trades of a ledger, and the fills that wait for their opening. */
class Book {
  readonly trades = new Map<string, TradeState>();
  readonly recorded: { readonly streamId: string; readonly streamVersion: number }[] = [];
  private readonly streams = new Map<string, readonly TradeEvent[]>();
  private waiting: readonly SourcedFill[] = [];
  private made = 0;

  import(fills: readonly SourcedFill[], mostGroups = Infinity, more: Partial<ReconcileInput> = {}): number {
    const { groups, unmatched } = reconcile({
      accountId: TOLD.accountId,
      trades: this.standing(),
      fills: [...this.waiting, ...fills].filter(({ key }) => !more.without?.has(key)),
      ...more,
      links: new Map(),
      newId: () => `id${(this.made += 1)}`,
    });
    for (const { streamId, command } of groups.slice(0, mostGroups).flat()) this.decide(streamId, command, FACTS);
    if (mostGroups === Infinity) this.waiting = unmatched.map(({ fill }) => fill);
    return groups.flat().length;
  }

  /** Takes back all that was recorded after so many events, newest first. */
  undo(after: number): void {
    for (const { streamId, streamVersion } of this.recorded.slice(after).toReversed()) {
      const undoing = undoingOf(trade, this.streams.get(streamId) ?? [], streamVersion);
      this.decide(streamId, { type: 'Undo', streamVersion }, { ...FACTS, undoing });
    }
  }

  private decide(streamId: string, command: TradeCommand, facts: TradeFacts): void {
    const stream = this.streams.get(streamId) ?? [];
    const state = this.trades.get(streamId) ?? trade.initial;
    const events = trade.decide(command, state, facts);
    if (events instanceof Refusal) throw new Error(`${command.type}: ${events.message}`);
    this.trades.set(streamId, events.reduce(trade.evolve, state));
    this.streams.set(streamId, [...stream, ...events]);
    events.forEach((_, index) => this.recorded.push({ streamId, streamVersion: stream.length + index + 1 }));
  }

  standing(): readonly StandingTrade[] {
    return [...this.trades].flatMap(([id, state]) =>
      state.status === 'recorded' ? [{ id, details: state.details }] : [],
    );
  }

  /** What the trades say, whatever their ids. */
  said(): readonly string[] {
    return this.standing()
      .map(({ details }) => textOf(details))
      .sort();
  }
}

function textOf({ executions, ...details }: TradeDetails): string {
  const fills = executions.map(({ id: _, ...execution }) => JSON.stringify(execution)).sort();
  return JSON.stringify([details, fills]);
}

const split = (fills: readonly SourcedFill[]) =>
  fc.tuple(fc.constant(fills), fc.array(fc.nat(3), { minLength: fills.length, maxLength: fills.length }));

const filesOf = (fills: readonly SourcedFill[], files: readonly number[]) =>
  [0, 1, 2, 3].map((file) => fills.filter((_, index) => files[index] === file));

/** Under other keys. */
const anew = (fills: readonly SourcedFill[]) =>
  fills.map((fill) => {
    const key = `second ${fill.key}`;
    return { ...fill, key, source: { ...fill.source, key } };
  });

it('makes the same trades of the same fills, however they are split over files and in whatever order those come', () =>
  fc.assert(
    fc.property(anyFills.chain(split), fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), ([fills, of], order) => {
      const [whole, inParts] = [new Book(), new Book()];
      whole.import(fills);
      const files = filesOf(fills, of);
      for (const file of order) inParts.import(files[file]!);
      expect(inParts.said()).toEqual(whole.said());
    }),
  ));

it('does nothing the second time', () =>
  fc.assert(
    fc.property(anyFills, (fills) => {
      const book = new Book();
      book.import(fills);
      expect(book.import(fills)).toBe(0);
    }),
  ));

it('goes on where it was interrupted', () =>
  fc.assert(
    fc.property(anyFills, anyFills, fc.nat(8), (first, more, most) => {
      const second = anew(more);
      const [whole, interrupted] = [new Book(), new Book()];
      for (const book of [whole, interrupted]) book.import(first);
      whole.import(second);
      interrupted.import(second, most);
      interrupted.import(second);
      expect(interrupted.said()).toEqual(whole.said());
    }),
  ));

it('keeps every quantity and fee that was matched, to the last digit', () =>
  fc.assert(
    fc.property(anyFills, (fills) => {
      const book = new Book();
      book.import(fills);
      const parts = roundTripsOf(fills).trips.flatMap((trip) => trip.parts);
      const executions = book.standing().flatMap(({ details }) => details.executions);
      for (const field of ['quantity', 'fees'] as const)
        expect(toText(sum(executions.map((each) => decimal(each[field]))))).toBe(
          toText(sum(parts.map((part) => decimal(part[field])))),
        );
    }),
  ));

it('is as if it had never been, once it is taken back', () =>
  fc.assert(
    fc.property(anyFills, anyFills, (first, more) => {
      const book = new Book();
      book.import(first);
      const [before, events] = [book.said(), book.recorded.length];
      book.import(anew(more));
      book.undo(events);
      expect(book.said()).toEqual(before);
    }),
  ));

it('is as if fills had never been, once the broker has taken them back', () =>
  fc.assert(
    fc.property(anyFills, fc.func(fc.boolean()), (fills, isVoided) => {
      const without = new Set(fills.filter(({ key }) => isVoided(key)).map(({ key }) => key));
      const [plain, corrected] = [new Book(), new Book()];
      plain.import(fills.filter(({ key }) => !without.has(key)));
      corrected.import(fills);
      corrected.import([], Infinity, { without });
      expect(corrected.said()).toEqual(plain.said());
    }),
  ));

it('makes of better tellings what they alone would make, in the trades that were there', () =>
  fc.assert(
    fc.property(anyFills, (fills) => {
      const better = anew(fills);
      const [plain, told] = [new Book(), new Book()];
      plain.import(better);
      told.import(fills);
      const trades = new Set(told.standing().map(({ id }) => id));
      const inPlaceOf = new Map(better.map(({ key }, index) => [key, [fills[index]!.key]]));
      told.import(better, Infinity, { without: new Set(fills.map(({ key }) => key)), inPlaceOf });
      expect(told.said()).toEqual(plain.said());
      expect(new Set(told.standing().map(({ id }) => id))).toEqual(trades);
    }),
  ));
