import { decimal, parseCurrency, PLACES, quotientText, ZERO } from '@singularity/domain';
import type { DecimalText } from '@singularity/domain';
import { answersReader } from '../answers/answers-reader.js';
import { itemsOf } from '../answers/item.js';
import type { Item } from '../answers/item.js';
import { needText } from '../cells/columns.js';
import { crypto } from '../cells/instruments.js';
import { Moments } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import { pairOf, spotEffect } from '../cells/pairs.js';
import { BUY_SELL, meaningOf } from '../cells/words.js';
import type { DraftFill } from '../draft.js';
import { RowFault } from '../reading.js';

const MOMENTS = new Moments([], { order: 'mdy', timeZone: 'UTC' }, { timeZone: null, dateOrder: null });
const TYPES = { FILL: 'fill', CORRECTION: 'fill', REVERSAL: 'void', SYNTHETIC: 'hold' } as const;
type Meaning = (typeof TYPES)[keyof typeof TYPES];

/**
 * Coinbase Advanced (docs.cdp.coinbase.com, List Fills). A fill is known by its product and the id of its trade, as in the
 * export of fills: the entry's own id is in no file. Documented: that fees are in what was paid with, that a size may be in it
 * too, and the four types. Not verified: that a reversal and a correction have the trade id of the fill that they are about,
 * so that the first takes it back and the second tells it otherwise; and what is booked as synthetic, which is held.
 */
export const coinbaseApi = answersReader('coinbase', (answers, draft) => {
  const last = new Map<string, { readonly at: string; readonly line: number }>();
  const read: { readonly item: Item; readonly id: string; readonly meaning: Meaning; readonly fill?: DraftFill }[] = [];
  for (const item of itemsOf(answers, 'fills', 'fills'))
    draft.row(item, () => {
      const meaning = meaningOf(item.said('trade_type') || 'FILL', 'trade_type', TYPES);
      const id = idOf(item);
      if (meaning === 'hold')
        return draft.hold('Coinbase booked this without a trade on the market. Enter it if it counts.');
      if (isFutures(item))
        return draft.hold('A futures contract: Coinbase does not say how large it is. Enter it by hand.');
      read.push({ item, id, meaning, ...(meaning === 'fill' && { fill: fillOf(item, id) }) });
      const [at, known] = [timeOf(item), last.get(id)];
      if (!known || at > known.at) last.set(id, { at, line: item.line });
    });
  for (const { item, id, meaning, fill } of read)
    draft.row(item, () => {
      if (last.get(id)?.line !== item.line) draft.skip('Fill that was corrected or taken back later');
      else if (meaning === 'void' || !fill) draft.voided(id);
      else draft.fill(fill);
    });
});

function idOf({ said }: Item): string {
  return `${needText(said('product_id'), 'product_id')}:${needText(said('trade_id'), 'trade_id')}`;
}

/** When an entry was made: that of a correction is later than that of its fill. */
function timeOf({ said }: Item): string {
  return MOMENTS.read(said('sequence_timestamp') || said('trade_time')).at;
}

/** `BIT-28JUL23-CDE`, `BTC-PERP-INTX`: a pair has two parts. */
function isFutures({ said }: Item): boolean {
  return said('product_id').split('-').length > 2;
}

function fillOf(item: Item, id: string): DraftFill {
  const { said } = item;
  const { base, quote } = pairOf(said('product_id'));
  const side = meaningOf(said('side'), 'side', BUY_SELL);
  const price = needNumber(said('price'), 'price');
  return {
    id,
    orderId: said('order_id') || null,
    instrument: crypto(base, quote),
    side,
    effect: spotEffect(side),
    quantity: quantityOf(item, price),
    price,
    fees: readNumber(said('commission')) ?? ZERO,
    currency: parseCurrency(quote),
    moment: MOMENTS.read(said('trade_time')),
  };
}

/** The size of an order in money is in money, too. */
function quantityOf({ said }: Item, price: DecimalText): DecimalText {
  const size = needNumber(said('size'), 'size');
  if (said('size_in_quote') !== 'true') return size;
  const quantity = quotientText(decimal(size), decimal(price), PLACES.money);
  if (quantity === null) throw new RowFault('price is zero.');
  return quantity;
}
