import type { Instant } from '@singularity/domain';
import { answersReader } from '../answers/answers-reader.js';
import type { Answers } from '../source/source.js';
import { tellHolding } from '../answers/holding.js';
import { itemsOf } from '../answers/item.js';
import type { Item } from '../answers/item.js';
import { actionOf } from '../cells/actions.js';
import { needText } from '../cells/columns.js';
import { Moments } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import { spotEffect } from '../cells/pairs.js';
import type { Draft } from '../draft.js';
import { RowFault } from '../reading.js';
import { Removals } from '../removals.js';
import { readActivity } from './activities.js';
import { currencyOf, instrumentNamed } from './symbols.js';

const MOMENTS = new Moments([], { order: 'mdy', timeZone: 'UTC' }, { timeZone: null, dateOrder: null });

/**
 * Alpaca's API. Documented (docs.alpaca.markets: account activities, activities of option events, crypto fees): fills with ids and
 * times in UTC but without fees; fees, money and what becomes of options by day. That an option that was written is `sell_short`,
 * and that rows of options state no sign but where a long position leaves, was seen in clients only.
 */
export const alpacaApi = answersReader('alpaca', (answers, draft) => {
  const removals = new Removals(draft);
  for (const item of itemsOf(answers, 'fills', '')) draft.row(item, () => readFill(item, removals));
  for (const item of itemsOf(answers, 'activities', '')) draft.row(item, () => readActivity(item, draft, removals));
  removals.done();
  readState(answers, draft);
});

/** `transaction_time` is in UTC; parts of an order come one by one, each with an id of its own. */
function readFill(item: Item, removals: Removals): void {
  const moment = MOMENTS.read(item.said('transaction_time'));
  const word = item.said('side');
  const action = actionOf(needText(word, 'side'));
  if (!action) throw new RowFault(`side is “${word.slice(0, 40)}”, which is neither buy nor sell.`);
  const instrument = instrumentNamed(item.said('symbol'), moment);
  removals.trade({
    id: needText(item.said('id'), 'id'),
    orderId: item.said('order_id') || null,
    instrument,
    side: action.side,
    effect: instrument.assetType === 'crypto' ? spotEffect(action.side) : action.effect,
    quantity: needNumber(item.said('qty'), 'qty'),
    price: needNumber(item.said('price'), 'price'),
    currency: currencyOf(instrument),
    moment,
  });
}

function readState(answers: Answers, draft: Draft): void {
  const at = answers.at as Instant;
  tellHolding(answers, draft, {
    path: '',
    tellsExpiry: true,
    instrumentOf: (item) => instrumentNamed(item.said('symbol'), { at }),
  });
  for (const item of itemsOf(answers, 'account', '')) {
    const amount = readNumber(item.said('equity'));
    if (amount !== null) draft.balance({ account: null, at, amount, currency: item.said('currency') || 'USD' });
  }
}
