import { decimal, PLACES, quotientText, ZERO } from '@singularity/domain';
import type { DecimalText, FillInstrument, Instant } from '@singularity/domain';
import { answersReader } from '../answers/answers-reader.js';
import type { Answers } from '../source/source.js';
import { itemsOf } from '../answers/item.js';
import type { Item } from '../answers/item.js';
import { needText } from '../cells/columns.js';
import { future } from '../cells/instruments.js';
import { Moments } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import { meaningOf } from '../cells/words.js';
import type { Draft } from '../draft.js';
import { RowFault } from '../reading.js';

const MOMENTS = new Moments([], { order: 'mdy', timeZone: 'UTC' }, { timeZone: null, dateOrder: null });
const SIDES = { 0: 'buy', 1: 'sell' } as const;

type Contracts = ReadonlyMap<string, Item>;

/**
 * TopstepX's API (gateway.docs.projectx.com: trade, account, position and contract search). A trade is a half-turn: one fill
 * with an id of its own, which is its key. The documentation's sample shows that `profitAndLoss` is before `fees`, and null
 * for what opens; whether `fees` holds commissions too is not documented. A half-turn with a profit may turn a position round,
 * so that it is not said to close only.
 *
 * In files "Trades" have ids of round trips and "Orders" those of orders, of which one may be filled in several half-turns:
 * nothing says that any of them is the id of a half-turn. So what came by file meets what comes by sync by instrument, side
 * and amounts, within an order where both name it, else within a minute.
 */
export const topstepxApi = answersReader('topstepx', (answers, draft) => {
  const contracts: Contracts = new Map(itemsOf(answers, 'contract', 'contract').map((item) => [item.said('id'), item]));
  for (const item of itemsOf(answers, 'trades', 'trades')) draft.row(item, () => readTrade(item, contracts, draft));
  readState(answers, contracts, draft);
});

function readTrade(item: Item, contracts: Contracts, draft: Draft): void {
  const id = needText(item.said('id'), 'id');
  const moment = MOMENTS.read(needText(item.said('creationTimestamp'), 'creationTimestamp'));
  const { instrument, multiplier } = contractOf(item, contracts, moment.at);
  const profit = readNumber(item.said('profitAndLoss'));
  const figure = { id, instrument, what: 'grossPnl', currency: 'USD', moment } as const;
  if (item.said('voided') === 'true') {
    draft.voided(id);
    // What was stated of it before is stated no longer.
    if (profit !== null) draft.figure({ ...figure, amount: ZERO });
    return;
  }
  draft.fill({
    id,
    instrument,
    multiplier,
    side: meaningOf(item.said('side'), 'side', SIDES),
    quantity: needNumber(item.said('size'), 'size'),
    price: needNumber(item.said('price'), 'price'),
    fees: readNumber(item.said('fees')) ?? ZERO,
    currency: 'USD',
    effect: profit === null ? 'open' : null,
    orderId: item.said('orderId') || null,
    moment,
  });
  if (profit !== null) draft.figure({ ...figure, amount: profit });
}

/**
 * The contract by its name (`NQU5`): ids have roots of ProjectX's own (`CON.F.US.ENQ.U25`). A contract that it does not tell
 * of any more is known by its id, and its point value by our table.
 */
function contractOf(
  item: Item,
  contracts: Contracts,
  at: Instant,
): { readonly instrument: FillInstrument; readonly multiplier: DecimalText | null } {
  const id = needText(item.said('contractId'), 'contractId');
  const contract = contracts.get(id);
  if (!contract) return { instrument: future(id, at), multiplier: null };
  const [size, value] = [contract.said('tickSize'), contract.said('tickValue')];
  return {
    instrument: future(needText(contract.said('name'), 'name'), at),
    multiplier: pointValue(needNumber(size, 'tickSize'), needNumber(value, 'tickValue')),
  };
}

/** What a point is worth, exactly: a tick's worth by a tick's size. */
function pointValue(size: DecimalText, value: DecimalText): DecimalText {
  const worth = quotientText(decimal(value), decimal(size), PLACES.money);
  if (worth === null || !decimal(worth).times(decimal(size)).eq(decimal(value)))
    throw new RowFault('The tick of this contract comes to no exact point value. Enter it by hand.');
  return worth;
}

function readState(answers: Answers, contracts: Contracts, draft: Draft): void {
  const at = answers.at as Instant;
  if (answers.answers.some(({ call }) => call === 'positions')) {
    const positions = itemsOf(answers, 'positions', 'positions');
    // One that cannot be read makes all of them unknown: what is not named counts as not held.
    draft.row({ line: positions[0]?.line ?? 1 }, () => {
      const held = positions.map((item) => contractOf(item, contracts, at).instrument);
      draft.holding({ account: null, at, held, tellsExpiry: true });
    });
  }
  for (const item of itemsOf(answers, 'accounts', 'accounts').filter(({ said }) => said('id') === answers.account))
    draft.row(item, () => {
      const amount = readNumber(item.said('balance'));
      if (amount !== null) draft.balance({ account: null, at, amount, currency: 'USD' });
    });
}
