import { invalid } from '../decider.js';
import type { Problem, Refusal } from '../decider.js';
import type { Multiplier } from '../instrument/instrument.js';
import { decimal, zero } from '../money/decimal.js';
import type { DecimalText } from '../money/decimal.js';
import type { TradeFields } from './trade.commands.js';
import type { Execution, TradeDetails } from './trade.events.js';
import { inOrder } from './profit.js';

/**
 * How much one trade may hold. Exits go on beyond it: what is open can be closed. The length of a tag is in UTF-16 code
 * units.
 */
export const TRADE_LIMITS = { executions: 500, tags: 20, tagLength: 40 } as const;

/** What a new trade has where nothing else was said. */
export const DEFAULT_TRADE_FIELDS = {
  accountId: null,
  side: null,
  strike: null,
  expiration: null,
  multiplier: null,
  stopPrice: null,
  notes: null,
  tags: [],
} as const satisfies Omit<TradeFields, 'symbol' | 'assetType' | 'direction'>;

/** The details of a trade out of what was said, or everything that is wrong with it. */
export function tradeOf(
  fields: Instrument,
  multiplier: Multiplier | Problem,
  currency: string,
  executions: readonly Execution[],
): TradeDetails | Refusal {
  const option = fields.assetType === 'option';
  const problems = [
    ...instrumentProblems(fields),
    ...multiplierProblems(multiplier),
    ...executionProblems(fields, executions),
  ];
  if (problems.length > 0 || 'message' in multiplier) return invalid(problems);
  return {
    accountId: fields.accountId,
    currency,
    symbol: fields.symbol,
    assetType: fields.assetType,
    direction: fields.direction,
    side: option ? (fields.side ?? 'buy') : null,
    strike: fields.strike,
    expiration: fields.expiration,
    multiplier: multiplier.multiplier,
    multiplierSource: multiplier.multiplierSource,
    stopPrice: fields.stopPrice,
    notes: fields.notes,
    tags: [...new Set(fields.tags)],
    executions,
  };
}

function multiplierProblems(multiplier: Multiplier | Problem): readonly Problem[] {
  if ('message' in multiplier) return [multiplier];
  return when(!isPositive(multiplier.multiplier), 'multiplier', 'Enter a multiplier above zero.');
}

type Instrument = Omit<TradeFields, 'multiplier'>;

function instrumentProblems(fields: Instrument): readonly Problem[] {
  const option = fields.assetType === 'option';
  const optionOnly = (field: 'side' | 'strike' | 'expiration') =>
    when(!option && fields[field] !== null, field, 'For options only.');
  return [
    ...when(
      option !== (fields.direction === 'CALL' || fields.direction === 'PUT'),
      'direction',
      option ? 'Choose CALL or PUT for an option.' : 'CALL and PUT are for options. Choose LONG or SHORT.',
    ),
    ...optionOnly('side'),
    ...optionOnly('strike'),
    ...optionOnly('expiration'),
    ...when(fields.strike !== null && !isPositive(fields.strike), 'strike', 'Enter a strike above zero.'),
    ...priceProblems(fields, 'stopPrice', fields.stopPrice),
    ...tagProblems(fields.tags),
  ];
}

/** What is wrong with the tags of a trade. */
export function tagProblems(tags: readonly string[]): readonly Problem[] {
  const tooLong = tags.some((tag) => tag.length > TRADE_LIMITS.tagLength);
  return [
    ...when(new Set(tags).size > TRADE_LIMITS.tags, 'tags', `Use at most ${TRADE_LIMITS.tags} tags per trade.`),
    ...when(tooLong, 'tags', `Use at most ${TRADE_LIMITS.tagLength} characters per tag.`),
  ];
}

function executionProblems(fields: Instrument, executions: readonly Execution[]): readonly Problem[] {
  if (executions.findLastIndex(({ type }) => type === 'open') >= TRADE_LIMITS.executions)
    return [
      {
        field: 'executions',
        message: `A trade has at most ${TRADE_LIMITS.executions} fills. After that it takes exits only.`,
      },
    ];
  const ids = executions.map(({ id }) => id);
  const each = executions.flatMap((execution, index) => [
    ...when(ids.indexOf(execution.id) < index, `executions.${index}.id`, 'Another fill has this id.'),
    ...when(!isPositive(execution.quantity), `executions.${index}.quantity`, 'Enter a quantity above zero.'),
    ...priceProblems(fields, `executions.${index}.price`, execution.price),
  ]);
  return each.length > 0 ? each : sequenceProblems(executions);
}

/** Flat to flat: starts with an opening, never closes more than is open, ends when flat. The first fault is told. */
function sequenceProblems(executions: readonly Execution[]): readonly Problem[] {
  if (!executions.some((execution) => execution.type === 'open'))
    return [{ field: 'executions', message: 'Add at least one entry.' }];
  let open = zero;
  let opened = false;
  for (const { type, quantity, index } of inOrder(executions.map((execution, index) => ({ ...execution, index })))) {
    const at = `executions.${index}`;
    if (type === 'open') {
      if (opened && open.isZero())
        return [{ field: `${at}.at`, message: 'The position was already closed. Add a new trade instead.' }];
      opened = true;
      open = open.plus(decimal(quantity));
    } else {
      if (!opened) return [{ field: `${at}.at`, message: 'The exit is before the entry.' }];
      open = open.minus(decimal(quantity));
      if (open.isNegative() && !open.isZero())
        return [{ field: `${at}.quantity`, message: 'This exits more than is open.' }];
    }
  }
  return [];
}

function priceProblems(fields: Instrument, field: string, price: DecimalText | null): readonly Problem[] {
  const negative = price !== null && decimal(price).lt(0);
  return when(negative && fields.assetType !== 'future', field, 'Only futures can have negative prices.');
}

function isPositive(text: DecimalText): boolean {
  return decimal(text).gt(0);
}

function when(wrong: boolean, field: string, message: string): readonly Problem[] {
  return wrong ? [{ field, message }] : [];
}
