import { decimal, instrumentKey, toText, ZERO, zero } from '@singularity/domain';
import type { Decimal, DecimalText, FillEffect, FillInstrument, Side } from '@singularity/domain';
import type { Moment } from './cells/moments.js';
import { Positions } from './cells/positions.js';
import type { Draft, DraftFill } from './draft.js';
import { RowFault } from './reading.js';
import type { Row } from './source/source.js';

/** An option that left without an order. The broker's sign of its quantity is trusted only where no trade of it is in the file. */
export interface Removal {
  readonly instrument: FillInstrument;
  readonly quantity: DecimalText;
  readonly moment: Moment;
  readonly effect: FillEffect;
  /** As the broker names it; without one, equal ones are counted. */
  readonly id?: string;
  readonly account?: string | null;
  readonly orderId?: string | null;
  readonly fees?: DecimalText;
}

/**
 * Options that expired or were assigned, in files of US brokers that do not say on which side they were held: brokers put the sign of what
 * was held, or of what closes it. The trades of the file tell, so these rows are read when all trades are known.
 */
export class Removals {
  private readonly positions = new Positions();
  /** What removals have taken so far, in order of time. */
  private readonly removed = new Map<string, Decimal>();
  private readonly waiting: { readonly row: Row; readonly removal: Removal }[] = [];

  constructor(private readonly draft: Draft) {}

  /** A trade, which goes to the draft at once. */
  trade(fill: DraftFill): void {
    this.draft.fill(fill);
    this.positions.move(keyOf(fill), fill.moment.at, signed(fill.side, decimal(fill.quantity)));
  }

  remove(row: Row, removal: Removal): void {
    if (removal.instrument.assetType !== 'option') throw new RowFault('This row names no option.');
    this.waiting.push({ row, removal });
  }

  done(): void {
    const inOrder = this.waiting.toSorted((a, b) => (a.removal.moment.at < b.removal.moment.at ? -1 : 1));
    for (const { row, removal } of inOrder)
      this.draft.row(row, () => {
        const { quantity, ...rest } = removal;
        const size = decimal(quantity).abs();
        const side = this.sideOf(removal);
        this.draft.fill({ ...rest, side, quantity: toText(size), price: ZERO, currency: 'USD' });
        const before = this.removed.get(keyOf(removal)) ?? zero;
        this.removed.set(keyOf(removal), before.plus(signed(side, size)));
      });
  }

  private sideOf(removal: Removal): Side {
    const key = keyOf(removal);
    const held = this.positions.heldAt(key, removal.moment.at).plus(this.removed.get(key) ?? zero);
    const closing = held.isZero() ? decimal(removal.quantity) : held.negated();
    return closing.isNegative() ? 'sell' : 'buy';
  }
}

function signed(side: Side, size: Decimal): Decimal {
  return side === 'buy' ? size : size.negated();
}

function keyOf({ account, instrument }: Pick<DraftFill, 'instrument' | 'account'>): string {
  return `${account ?? ''}|${instrumentKey(instrument)}`;
}
