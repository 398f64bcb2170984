import type { CashMovement, DecimalText, Fill, FillInstrument, Instant, TimePrecision } from '@singularity/domain';

/** Something that stands in one line of a file. */
export type InLine<Found> = Found & { readonly line: number };

/** A line of which nothing was taken, and why. */
export interface Noted {
  readonly line: number;
  readonly reason: string;
}

/** What a file does not say and only the member knows. Until it is answered the file is read as the choice first named. */
export interface Question {
  readonly field: 'timeZone' | 'dateOrder' | 'mapping';
  readonly message: string;
  readonly choices?: readonly string[];
}

/** The broker's own figure of a file: what ours is compared with. */
export interface Stated {
  readonly currency: string | null;
  readonly grossPnl: DecimalText | null;
  readonly netPnl: DecimalText | null;
}

/** A fill that the broker has taken back. */
export interface Voided {
  readonly key: string;
  readonly account: string | null;
}

/** A figure that the broker states of its own: what our figure of that day and symbol is compared with. */
export interface BrokerFigure {
  /** Tells it from every other figure of the account, for ever: one that comes again is not counted twice. */
  readonly key: string;
  readonly account: string | null;
  readonly at: Instant;
  readonly precision: TimePrecision;
  /** Null for a figure of all that was traded. */
  readonly instrument: FillInstrument | null;
  /** Gross is before all costs, net after them. Fees are a cost, below zero a rebate. */
  readonly what: 'grossPnl' | 'netPnl' | 'fees';
  readonly amount: DecimalText;
  readonly currency: string;
}

/** What an account was worth at a moment, as the broker says. */
export interface BrokerBalance {
  readonly account: string | null;
  readonly at: Instant;
  readonly amount: DecimalText;
  readonly currency: string;
}

/** All that an account held at a moment, as the broker says. */
export interface BrokerPositions {
  readonly account: string | null;
  readonly at: Instant;
  readonly held: readonly FillInstrument[];
  /** Whether the broker reports what becomes of options that expire. Where not, those that are no longer held are closed at zero. */
  readonly tellsExpiry: boolean;
}

/** All that a file says. */
export interface Reading {
  readonly fills: readonly InLine<Fill>[];
  readonly cash: readonly InLine<CashMovement>[];
  /** Lines that are about no fill: orders that were cancelled, dividends, totals. */
  readonly skipped: readonly Noted[];
  /** Lines that change a position in a way that only the member can enter: splits, transfers. */
  readonly held: readonly Noted[];
  /** Lines that cannot be read. */
  readonly refused: readonly Noted[];
  readonly stated: readonly Stated[];
  readonly questions: readonly Question[];
  /** What syncs tell beside fills. */
  readonly voided: readonly InLine<Voided>[];
  readonly figures: readonly InLine<BrokerFigure>[];
  readonly balances: readonly BrokerBalance[];
  readonly positions: readonly BrokerPositions[];
}

/** What the member answered. Null is not answered yet. */
export interface ReadOptions {
  /** The zone of times that name none, and of days without a time. */
  readonly timeZone: string | null;
  /** Whether `03/04` is March or April, where the file leaves it open. */
  readonly dateOrder: DateOrder | null;
}

export type DateOrder = 'mdy' | 'dmy';

/** A line that cannot be read, in a sentence that names the cell. */
export class RowFault extends Error {
  constructor(message: string) {
    // Nobody reads where a fault was thrown, and finding out takes most of the time of a file in which each row has one.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
  }
}
