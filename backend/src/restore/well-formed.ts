import { TEXT_LIMITS } from '@singularity/contract';
import { isText } from '@singularity/contract/wire';
import {
  ASSET_TYPES,
  BALANCE_REASONS,
  dayOfStream,
  DIRECTIONS,
  exactly,
  parseCurrency,
  parseDay,
  parseInstant,
  parseSymbol,
  parseTimeZone,
  SIDES,
  THEMES,
  TRADING_DAYS,
} from '@singularity/domain';
import type { DayNoteState, MemberState, RecordedAccount, RecordedTrade } from '@singularity/domain';

/**
 * The shapes of what an archive says. Whoever can make a chain of hashes can make one over anything: what comes from
 * outside is looked at like the body of a request before the rules see it.
 */
type Check = (value: unknown) => boolean;

const text =
  (most: number): Check =>
  (value) =>
    isText(value, most);
const canonical =
  (parse: (text: string) => string | null): Check =>
  (value) =>
    typeof value === 'string' && parse(value) === value;
const oneOf =
  (choices: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && choices.includes(value);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const list =
  (most: number, check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.length <= most && value.every(check);

/** These fields and no others. */
const fields =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).every((name) => Object.hasOwn(checks, name)) &&
    Object.entries(checks).every(([name, holds]) => holds((value as Record<string, unknown>)[name]));

/** More than any trade or account has, and few enough to be looked at each beside each. */
const MOST_ITEMS = 5_000;
/** What was worked out has more digits than what was typed. */
const DECIMAL = /^-?\d{1,60}(\.\d{1,60})?$/;
const decimalText: Check = (value) => typeof value === 'string' && DECIMAL.test(value) && exactly(value) === value;
const instant = canonical(parseInstant);
const day = canonical(parseDay);
const id: Check = (value) => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);

const source = fields({
  platform: text(100),
  kind: text(100),
  accountId: id,
  key: text(1_000),
  effect: optional(oneOf(['open', 'close', 'expire', 'assign', 'exercise'])),
  precision: optional(oneOf(['minute', 'day'])),
  orderId: optional(text(1_000)),
});

const tradeDetails = fields({
  accountId: orNull(id),
  currency: canonical(parseCurrency),
  symbol: canonical(parseSymbol),
  assetType: oneOf(ASSET_TYPES),
  direction: oneOf(DIRECTIONS),
  side: orNull(oneOf(SIDES)),
  strike: orNull(decimalText),
  expiration: orNull(day),
  multiplier: decimalText,
  multiplierSource: oneOf(['table', 'user']),
  stopPrice: orNull(decimalText),
  notes: orNull(text(TEXT_LIMITS.notes)),
  tags: list(TEXT_LIMITS.tags, text(TEXT_LIMITS.tag)),
  executions: list(
    MOST_ITEMS,
    fields({
      id,
      type: oneOf(['open', 'close']),
      at: instant,
      quantity: decimalText,
      price: decimalText,
      fees: decimalText,
      source: optional(source),
    }),
  ),
});

const accountDetails = fields({
  platform: text(TEXT_LIMITS.platform),
  name: text(TEXT_LIMITS.accountName),
  externalId: orNull(text(TEXT_LIMITS.externalId)),
  startingBalance: decimalText,
  currency: canonical(parseCurrency),
  tradingDay: oneOf(TRADING_DAYS),
});

const balanceUpdates = list(
  MOST_ITEMS,
  fields({ balance: decimalText, reason: oneOf(BALANCE_REASONS), at: instant, adjustment: decimalText }),
);

const tolerances: Check = (value) =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).every(([currency, amount]) => canonical(parseCurrency)(currency) && decimalText(amount));

const settings = fields({
  timeZone: canonical(parseTimeZone),
  baseCurrency: canonical(parseCurrency),
  theme: oneOf(THEMES),
  breakevenTolerance: tolerances,
});

const written = fields({ status: oneOf(['written']), day, notes: orNull(text(TEXT_LIMITS.notes)) });

export function isId(streamId: string): boolean {
  return id(streamId);
}

export function isSettings(state: MemberState): state is Extract<MemberState, { status: 'registered' }> {
  return state.status === 'registered' && settings(state.settings);
}

export function isAccount(state: { readonly status: string }): state is RecordedAccount {
  const { details, balanceUpdates: updates } = state as RecordedAccount;
  return state.status !== 'none' && accountDetails(details) && balanceUpdates(updates);
}

export function isTrade(state: { readonly status: string }): state is RecordedTrade {
  const { details, firstStop, dropped } = state as RecordedTrade;
  return (
    state.status !== 'none' &&
    tradeDetails(details) &&
    orNull(decimalText)(firstStop) &&
    optional(list(MOST_ITEMS, source))(dropped)
  );
}

export function isDayNote(
  streamId: string,
  state: DayNoteState,
): state is Extract<DayNoteState, { status: 'written' }> {
  return written(state) && state.status === 'written' && dayOfStream(streamId) === state.day;
}
