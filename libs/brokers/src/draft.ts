import { decimal, instrumentKey, toText, zero } from '@singularity/domain';
import type { CashMovement, DecimalText, Fill } from '@singularity/domain';
import type { Moment } from './cells/moments.js';
import { RowFault } from './reading.js';
import type {
  BrokerBalance,
  BrokerFigure,
  BrokerPositions,
  InLine,
  Noted,
  Question,
  Reading,
  Voided,
} from './reading.js';
import type { Row } from './source/source.js';

type Needed = 'instrument' | 'side' | 'quantity' | 'price';
type Optional = Omit<Fill, Needed | 'key' | 'at' | 'precision'>;

/** What a reader says of a fill. What it leaves out is zero or unknown. */
export type DraftFill = Pick<Fill, Needed> &
  Partial<Optional> & {
    readonly moment: Moment;
    /** The broker's id of the execution, or of the order and the place within it. Without one, equal fills are counted. */
    readonly id?: string;
    /** What tells an order without an id from others, and stays the same while it is filled. Equal ones are counted. */
    readonly alike?: readonly string[];
  };

/** A row with entry and exit, which are two fills. What both cost is charged to the entry. */
export interface DraftPair extends Omit<DraftFill, 'side' | 'effect' | 'price' | 'moment' | 'fees'> {
  readonly long: boolean;
  /** Whether positions can be held both ways at once: here what enters one of them then closes the other. */
  readonly hedged?: boolean;
  readonly entry: Pick<DraftFill, 'price' | 'moment'>;
  readonly exit: Pick<DraftFill, 'price' | 'moment'>;
  readonly fees: DecimalText;
}

export type DraftCash = Pick<CashMovement, 'amount' | 'reason' | 'note'> &
  Partial<Pick<CashMovement, 'account' | 'currency'>> & { readonly moment: Moment; readonly id?: string };

export type DraftFigure = Pick<BrokerFigure, 'instrument' | 'what' | 'amount' | 'currency'> & {
  readonly moment: Moment;
  readonly account?: string | null;
  /** As the broker names what it is about. Without one, equal figures are counted. */
  readonly id?: string;
};

const LIKELY = {
  account: null,
  currency: null,
  multiplier: null,
  effect: null,
  orderId: null,
  stopPrice: null,
} as const;

/** What a reader has found so far. */
export class Draft {
  private readonly fills: InLine<Fill>[] = [];
  private readonly cashMovements: InLine<CashMovement>[] = [];
  private readonly skipped: Noted[] = [];
  private readonly held: Noted[] = [];
  private readonly refused: Noted[] = [];
  private readonly voids: InLine<Voided>[] = [];
  private readonly figures: InLine<BrokerFigure>[] = [];
  private readonly balances: BrokerBalance[] = [];
  private readonly positions: BrokerPositions[] = [];
  private readonly counted = new Map<string, number>();
  private readonly pnl = new Map<
    string,
    { currency: string | null; gross: DecimalText | null; net: DecimalText | null }
  >();
  /** Where in `fills` those stand that were found in parts, by their accounts and ids. */
  private readonly inParts = new Map<string, number>();
  private questions: readonly Question[] = [];
  private line = 0;
  /** What the row that is being read has said so far. */
  private ofRow: (() => void)[] | null = null;

  /** Reads one row. What is wrong with it is told of its line, nothing of it is kept, and the next one is read. */
  row({ line }: Pick<Row, 'line'>, read: () => void): void {
    this.line = line;
    this.ofRow = [];
    try {
      read();
      this.ofRow.forEach((keep) => keep());
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      this.refused.push({ line, reason: error.message });
    } finally {
      this.ofRow = null;
    }
  }

  fill({ moment, id, alike, ...said }: DraftFill): void {
    if (!decimal(said.quantity).gt(0)) throw new RowFault('The quantity is not above zero.');
    const { at, precision } = moment;
    this.keep(() => {
      const key =
        id ??
        this.count(alike ?? [instrumentKey(said.instrument), said.side, said.quantity, said.price, moment.written]);
      this.fills.push({ ...LIKELY, fees: toText(zero), ...said, key, at, precision, line: this.line });
    });
  }

  pair({ id, long, hedged = false, entry, exit, fees, ...both }: DraftPair): void {
    const [bought, sold] = ['buy', 'sell'] as const;
    const idOf = (end: string) => (id === undefined ? {} : { id: `${id}:${end}` });
    const [open, close] = hedged ? [null, null] : (['open', 'close'] as const);
    this.fill({ ...both, ...entry, ...idOf('entry'), side: long ? bought : sold, effect: open, fees });
    this.fill({ ...both, ...exit, ...idOf('exit'), side: long ? sold : bought, effect: close });
  }

  /** A part of a fill that stands in several rows, as in lists of matched pairs: quantities and fees are summed. */
  part(said: DraftFill & { readonly id: string }): void {
    const { id, account = null } = said;
    const whole = `${account ?? ''} ${id}`;
    const index = this.inParts.get(whole);
    const known = index === undefined ? undefined : this.fills[index];
    if (index === undefined || !known) {
      this.fill(said);
      return this.keep(() =>
        this.inParts.set(
          whole,
          this.fills.findLastIndex((each) => each.key === id && each.account === account),
        ),
      );
    }
    if (known.price !== said.price) throw new RowFault(`Fill ${id} has two prices in this file.`);
    const [quantity, fees] = [plus(known.quantity, said.quantity), plus(known.fees, said.fees)];
    this.keep(() => {
      this.fills[index] = { ...known, quantity: quantity ?? known.quantity, fees: fees ?? known.fees };
    });
  }

  cash({ moment, id, ...said }: DraftCash): void {
    const { at, precision } = moment;
    this.keep(() => {
      const key = id ?? this.count(['cash', said.reason, said.amount, moment.written, said.note]);
      this.cashMovements.push({ account: null, currency: null, ...said, key, at, precision, line: this.line });
    });
  }

  /** The broker has taken back the fill of this id. */
  voided(id: string, account: string | null = null): void {
    this.keep(() => this.voids.push({ key: id, account, line: this.line }));
  }

  figure({ moment, id, account = null, ...said }: DraftFigure): void {
    const { at, precision, written } = moment;
    this.keep(() => {
      const { instrument, what, amount } = said;
      const key =
        id === undefined
          ? this.count([what, instrument ? instrumentKey(instrument) : '', amount, written])
          : `${what} ${id}`;
      this.figures.push({ ...said, key, account, at, precision, line: this.line });
    });
  }

  balance(said: BrokerBalance): void {
    this.keep(() => this.balances.push(said));
  }

  /** All that is held: what is not named is not held. */
  holding(said: BrokerPositions): void {
    this.keep(() => this.positions.push(said));
  }

  /** The row is about no fill. Reasons are few, so that they can be counted: "Cancelled order". */
  skip(reason: string): void {
    this.keep(() => this.skipped.push({ line: this.line, reason }));
  }

  /** The row changes a position in a way that only the member can enter. */
  hold(reason: string): void {
    this.keep(() => this.held.push({ line: this.line, reason }));
  }

  /** The broker's own P&L of a row, summed over the file. */
  stated(
    currency: string | null,
    { gross, net }: { readonly gross?: DecimalText | null; readonly net?: DecimalText | null },
  ): void {
    this.keep(() => {
      const key = currency ?? '';
      const known = this.pnl.get(key) ?? { currency, gross: null, net: null };
      this.pnl.set(key, { currency, gross: plus(known.gross, gross), net: plus(known.net, net) });
    });
  }

  ask(questions: readonly Question[]): void {
    this.questions = [...this.questions, ...questions];
  }

  done(): Reading {
    return {
      fills: this.fills,
      cash: this.cashMovements,
      skipped: this.skipped,
      held: this.held,
      refused: this.refused,
      stated: [...this.pnl.values()].map(({ currency, gross, net }) => ({ currency, grossPnl: gross, netPnl: net })),
      questions: this.questions,
      voided: this.voids,
      figures: this.figures,
      balances: this.balances,
      positions: this.positions,
    };
  }

  /** A row counts as a whole or not at all: a pair of which the exit cannot be read leaves no entry behind. */
  private keep(change: () => unknown): void {
    if (this.ofRow) this.ofRow.push(change);
    else change();
  }

  /** Equal fills of one file are the first, second, third … of their kind: each is real. */
  private count(parts: readonly string[]): string {
    const same = parts.join(' ');
    const nth = (this.counted.get(same) ?? 0) + 1;
    this.counted.set(same, nth);
    return `${same} #${nth}`;
  }
}

function plus(a: DecimalText | null, b: DecimalText | null | undefined): DecimalText | null {
  if (b === null || b === undefined) return a;
  return a === null ? b : toText(decimal(a).plus(decimal(b)));
}
