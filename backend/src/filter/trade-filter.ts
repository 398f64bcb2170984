import type { TradeListFilter } from '@singularity/contract/wire';
import { resultOf, toleranceOf } from '@singularity/domain';
import type { DecimalText, StatRules, TradeResult, TradeStatus } from '@singularity/domain';
import type { Days } from './period.js';

/** What filters look at. In SQL it is a row of `trade`; or of `realization`, as far as that has the columns. */
export interface FilteredTrade {
  readonly symbol: string;
  readonly accountId: string | null;
  readonly assetType: string;
  readonly direction: string;
  readonly tags: readonly string[];
  readonly currency: string;
  readonly status: TradeStatus;
  readonly netPnl: DecimalText | null;
}

export interface SqlContext {
  readonly rules: StatRules;
  /** The trades that alone come into question, where they are known. */
  readonly ids?: readonly string[] | null;
  /** The name of the rows. */
  readonly of: string;
  /** The placeholder of a further parameter. */
  parameter(value: unknown): string;
}

/** A filter said twice: for the rows of now, and for trades folded out of the events of the past. */
interface FilterRule<Value> {
  sql(value: Value, context: SqlContext): string;
  past(value: Value, rules: StatRules): (trade: FilteredTrade) => boolean;
}

/** Any of the values. One value is an equality, after which an index is still in order; after a list it is not. */
function anyOf(column: string, valueOf: (trade: FilteredTrade) => string | null): FilterRule<readonly string[]> {
  return {
    sql: (values, { of, parameter }) =>
      values.length === 1 ? `${of}.${column} = ${parameter(values[0])}` : `${of}.${column} = ANY(${parameter(values)})`,
    past: (values) => (trade) => {
      const value = valueOf(trade);
      return value !== null && values.includes(value);
    },
  };
}

/** Under row level security no index can help with it; it is a filter along the index of the order. */
const symbolPrefix: FilterRule<readonly string[]> = {
  sql: (prefixes, { of, parameter }) => {
    const beginnings = parameter(prefixes.flatMap((prefix) => [prefix, `/${prefix}`]));
    return `EXISTS (SELECT FROM unnest(CAST(${beginnings} AS text[])) beginning WHERE starts_with(${of}.symbol, beginning))`;
  },
  past:
    (prefixes) =>
    ({ symbol }) =>
      prefixes.some((prefix) => symbol.startsWith(prefix) || symbol.startsWith(`/${prefix}`)),
};

/**
 * `resultOf` in SQL: a filter along the index of the order, which wins and losses soon fill a page of. A range of the
 * index of amounts it cannot be: under row level security, comparing numerics is done after the policy only.
 */
const RESULTS: Readonly<Record<TradeResult, (net: string, tolerance: string) => string>> = {
  win: (net, tolerance) => `${net} > ${tolerance}`,
  loss: (net, tolerance) => `${net} < -${tolerance}`,
  breakeven: (net, tolerance) => `abs(${net}) <= ${tolerance}`,
};

/** Whether a trade has a result, if it is closed. */
export function resultSql(result: TradeResult, { of, ...context }: SqlContext): string {
  return RESULTS[result](`${of}.net_pnl`, toleranceSql(`${of}.currency`, context));
}

/** `toleranceOf` in SQL. */
export function toleranceSql(currency: string, { rules, parameter }: Omit<SqlContext, 'of'>): string {
  const cases = Object.entries(rules.breakevenTolerance).map(
    ([name, tolerance]) => `WHEN ${parameter(name)} THEN CAST(${parameter(tolerance)} AS numeric)`,
  );
  return cases.length === 0 ? '0' : `CASE ${currency} ${cases.join(' ')} ELSE 0 END`;
}

const result: FilterRule<readonly TradeResult[]> = {
  sql: (results, context) =>
    `${context.of}.status = 'closed' AND (${results.map((one) => resultSql(one, context)).join(' OR ')})`,
  past:
    (results, rules) =>
    ({ status, netPnl, currency }) =>
      status === 'closed' && netPnl !== null && results.includes(resultOf(netPnl, toleranceOf(rules, currency))),
};

/** Under row level security no index can help with it: those of a tag that few have are looked up in `trade_tag`. */
const tag: FilterRule<readonly string[]> = {
  sql: (tags, { of, parameter }) => `${of}.tags && ${parameter(tags)}`,
  past:
    (tags) =>
    ({ tags: own }) =>
      own.some((one) => tags.includes(one)),
};

/** A literal, which the index of open trades is told by. */
const STATUSES: Readonly<Record<TradeStatus, string>> = { open: `'open'`, closed: `'closed'` };

const status: FilterRule<TradeStatus> = {
  sql: (one, { of }) => `${of}.status = ${STATUSES[one]}`,
  past: (one) => (trade) => trade.status === one,
};

/** Every filter on trades there is, but for days: which moment those compare depends on what is asked. */
export const TRADE_FILTERS = {
  symbol: anyOf('symbol', (trade) => trade.symbol),
  symbolPrefix,
  accountId: anyOf('account_id', (trade) => trade.accountId),
  assetType: anyOf('asset_type', (trade) => trade.assetType),
  direction: anyOf('direction', (trade) => trade.direction),
  tag,
  status,
  result,
} as const satisfies Record<Exclude<keyof TradeListFilter, keyof Days>, FilterRule<never>>;

type Rules = typeof TRADE_FILTERS;

/** The filters of a request once it is checked: what passes all of them. */
export type TradeConditions = {
  readonly [Field in keyof Rules]?: Rules[Field] extends FilterRule<infer Value> ? Value : never;
};

/** The rules that a request asks for, with their values; whatever else it has is none of their business. */
function asked(filter: TradeConditions): readonly (readonly [FilterRule<unknown>, unknown])[] {
  return Object.entries(TRADE_FILTERS).flatMap(([field, rule]) => {
    const value = filter[field as keyof Rules];
    return value === undefined ? [] : [[rule as FilterRule<unknown>, value] as const];
  });
}

/** Whether it lets only some trades through. */
export function filtersTrades(filter: TradeConditions): boolean {
  return asked(filter).length > 0;
}

/** Conditions, all of which must hold. */
export function tradeConditions(filter: TradeConditions, context: SqlContext): readonly string[] {
  const { ids, of, parameter } = context;
  const conditions = asked(filter).map(([rule, value]) => rule.sql(value, context));
  return ids ? [...conditions, `${of}.trade_id = ANY(${parameter(ids)})`] : conditions;
}

/** The same, of trades of the past. */
export function passesFilter(filter: TradeConditions, rules: StatRules): (trade: FilteredTrade) => boolean {
  const conditions = asked(filter).map(([rule, value]) => rule.past(value, rules));
  return (trade) => conditions.every((holds) => holds(trade));
}
