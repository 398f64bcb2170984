import { decimal, sum, toText, ZERO } from '@singularity/domain';
import type { DecimalText, FillEffect, Instant } from '@singularity/domain';
import { answersReader } from '../answers/answers-reader.js';
import type { Answers } from '../source/source.js';
import { itemsOf } from '../answers/item.js';
import type { Item } from '../answers/item.js';
import { needText } from '../cells/columns.js';
import type { Moment } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import type { Draft } from '../draft.js';
import { instrumentIn, multiplierIn } from './api-instruments.js';
import { fillsOfLegs } from './api-legs.js';
import { API_MOMENTS } from './api-moments.js';
import { webullSide } from './words.js';

/**
 * Webull's OpenAPI (order, commission and fee items as Webull's Java kit has them): groups of orders, of which each was filled
 * at an average price; an order that was cancelled counts for what was filled of it. Its id is its key, so that an order that
 * is filled further is told otherwise and not twice. Files of Webull have no ids: what came by file is met by instrument,
 * side, minute and amounts. The shapes of positions and of executions were seen in clients alone.
 *
 * An order with several legs states its net price. Its legs are those of its executions, where they tell which leg each is of
 * and make it whole; else it is held.
 */
export const webullApi = answersReader('webull', (answers, draft) => {
  const executions = Map.groupBy(listed(answers, 'executions'), (item) => item.said('client_order_id'));
  const seen = new Set<string>();
  for (const group of listed(answers, 'orders')) {
    const orders = group.within('orders');
    for (const item of orders.length > 0 ? orders : [group])
      draft.row(item, () => {
        const id = needText(item.said('order_id'), 'order_id');
        if (seen.has(id)) return draft.skip('Order that was told before');
        seen.add(id);
        const name = item.said('client_order_id') || group.said('client_order_id');
        readOrder(item, id, { executions: executions.get(name) ?? [], draft });
      });
  }
  readState(answers, draft);
});

/** What is listed in all answers to a call: as `data`, or alone. */
function listed(answers: Answers, call: string): readonly Item[] {
  return [...itemsOf(answers, call, 'data'), ...itemsOf(answers, call, '').filter(isNoEnvelope)];
}

const NAMES = ['order_id', 'client_order_id', 'execution_id', 'symbol', 'total_net_liquidation_value'];

function isNoEnvelope(item: Item): boolean {
  return item.within('orders').length > 0 || NAMES.some((name) => item.said(name) !== '');
}

function readOrder(
  item: Item,
  id: string,
  { executions, draft }: { readonly executions: readonly Item[]; readonly draft: Draft },
): void {
  const filled = readNumber(item.said('filled_quantity')) ?? ZERO;
  if (filled === '0') return draft.skip(`${statusOf(item)} order`);
  if (item.said('instrument_type') === 'EVENT') return draft.hold('An event contract: enter it by hand.');
  const fees = feesOf(item);
  const moment = momentOf(item);
  if (item.within('legs').length > 1) {
    const legs = fillsOfLegs(item, executions, { id, fees, at: moment.at });
    if (!legs) return draft.hold(SPREAD);
    return legs.forEach((fill) => draft.fill(fill));
  }
  const instrument = instrumentIn(item, moment.at);
  const { side, effect } = webullSide(needText(item.said('side'), 'side'), instrument);
  draft.fill({
    id: `order:${id}`,
    orderId: id,
    instrument,
    side,
    effect: effectOf(item.said('position_intent')) ?? effect,
    quantity: filled,
    price: needNumber(item.said('filled_price'), 'filled_price'),
    fees,
    currency: 'USD',
    multiplier: multiplierIn(item),
    moment,
  });
}

const SPREAD =
  'An order with several legs: Webull tells its net price alone. Enter its legs by hand, or import a file that has them.';

function statusOf(item: Item): string {
  const status = item.said('status').toLowerCase().replaceAll('_', ' ') || 'unfilled';
  return status.charAt(0).toUpperCase() + status.slice(1);
}

function momentOf(item: Item): Moment {
  const names = ['filled_time_at', 'filled_time', 'place_time_at', 'place_time'];
  return API_MOMENTS.read(needText(names.map(item.said).find(Boolean) ?? '', 'filled_time'));
}

/** What was charged, or what is to be, as long as that is all that is known. */
function feesOf(item: Item): DecimalText {
  const cost = (of: Item, actual: string, receivable: string) =>
    decimal(readNumber(of.said(actual)) ?? readNumber(of.said(receivable)) ?? ZERO);
  return toText(
    sum([
      ...item.within('commission').map((each) => cost(each, 'actual_commission', 'receivable_commission')),
      ...item.within('fees').map((each) => cost(each, 'actual_value', 'receivable_value')),
    ]),
  );
}

function effectOf(intent: string): FillEffect | null {
  if (intent.endsWith('_TO_OPEN')) return 'open';
  return intent.endsWith('_TO_CLOSE') ? 'close' : null;
}

function readState(answers: Answers, draft: Draft): void {
  const at = answers.at as Instant;
  if (answers.answers.some(({ call }) => call === 'positions')) {
    const positions = listed(answers, 'positions');
    // One that cannot be read makes all of them unknown: what is not named counts as not held.
    draft.row({ line: positions[0]?.line ?? 1 }, () => {
      const legs = positions
        .filter(({ said }) => said('instrument_type') !== 'EVENT')
        .flatMap((item) => (item.within('legs').length > 0 ? item.within('legs') : [item]));
      draft.holding({ account: null, at, held: legs.map((leg) => instrumentIn(leg, at)), tellsExpiry: false });
    });
  }
  for (const item of listed(answers, 'balances'))
    draft.row(item, () => {
      const amount = readNumber(item.said('total_net_liquidation_value'));
      const currency = item.said('total_asset_currency') || 'USD';
      if (amount !== null) draft.balance({ account: null, at, amount, currency });
    });
}
