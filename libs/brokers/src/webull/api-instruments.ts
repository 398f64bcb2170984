import { parseDay } from '@singularity/domain';
import type { DecimalText, FillInstrument, Instant } from '@singularity/domain';
import type { Item } from '../answers/item.js';
import { needText } from '../cells/columns.js';
import { crypto, future, instrumentOf, option, optionOf, stock } from '../cells/instruments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import { pairOf } from '../cells/pairs.js';
import { meaningOf } from '../cells/words.js';
import { RowFault } from '../reading.js';

/**
 * What an order, a position or a leg of either is of. Options stand in a leg that names the underlying and the terms apart:
 * the strike is `strike_price` in orders, and was seen as `option_exercise_price` in positions.
 */
export function instrumentIn(item: Item, at: Instant): FillInstrument {
  const [leg] = item.within('legs');
  if (leg && item.said('instrument_type') === 'OPTION') return optionIn(leg, item, at);
  const symbol = needText(item.said('symbol'), 'symbol');
  if (item.said('option_type') !== '') return optionIn(item, item, at);
  switch (item.said('instrument_type')) {
    case 'EQUITY':
      return stock(symbol);
    case 'OPTION':
      return optionOf(symbol, at) ?? unnamed();
    case 'FUTURES':
      return future(symbol, at);
    case 'CRYPTO': {
      const { base, quote } = pairOf(symbol);
      return crypto(base, quote);
    }
    default:
      return instrumentOf(symbol, at);
  }
}

/** How many shares an option of an order or a leg is of, where that is not 100 as usual. */
export function multiplierIn(item: Item): DecimalText | null {
  const [leg = item] = item.within('legs');
  const said = readNumber(leg.said('option_contract_multiplier'));
  return said === '100' || said === '0' ? null : said;
}

function optionIn(leg: Item, { said }: Item, at: Instant): FillInstrument {
  const symbol = needText(leg.said('symbol') || said('symbol'), 'symbol');
  const named = optionOf(symbol, at);
  if (named) return named;
  const expiration = parseDay(leg.said('option_expire_date'));
  if (!expiration) return unnamed();
  return option(symbol, {
    direction: meaningOf(leg.said('option_type'), 'option_type', { CALL: 'CALL', PUT: 'PUT' } as const),
    strike: needNumber(leg.said('strike_price') || leg.said('option_exercise_price'), 'strike_price'),
    expiration,
  });
}

function unnamed(): never {
  throw new RowFault('Webull does not say which option this is.');
}
