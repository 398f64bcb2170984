import { ASSET_TYPES, DIRECTIONS } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { Conditions } from './conditions.js';
import type { Parameter, TradesAsked } from './conditions.js';
import type { TradeConditions } from './trade-filter.js';

/** As many trades as are looked up and sorted sooner than a page of them is found along the index of an order. */
const FEW = 1_000;

/** Since this version of the projections the trades of each tag are kept. */
const TAGS_SINCE = 6;

export interface Narrowed {
  readonly ids: TradesAsked['ids'];
  /** Whether the trades of each tag are kept. */
  readonly areTagsKept: boolean;
}

/**
 * Asks the indexes, filter by filter, whether one of them lets only few trades through, be it none. Statistics of all
 * members' rows tell the planner nothing about those of one. Trades that are found along their tag may be any number.
 */
export async function narrow(
  tx: TenantTransaction,
  filter: TradeConditions,
  { isAlongTag = false } = {},
): Promise<Narrowed> {
  const { parameter, parameters } = new Conditions(tx.userId);
  const lists = idsSql(filter, parameter).map((sql) => `SELECT ARRAY(${sql} LIMIT ${FEW + 1}) AS ids`);
  if (filter.tag && !isAlongTag)
    lists.push(`SELECT ARRAY(${tagSql(filter.tag, parameter)} LIMIT ${FEW + 1}) AS ids WHERE h."areTagsKept"`);
  if (lists.length === 0 && !isAlongTag) return { ids: null, areTagsKept: false };
  const fewest = `(SELECT ids FROM (${lists.join(' UNION ALL ')}) list WHERE cardinality(ids) <= ${FEW}
                    ORDER BY cardinality(ids) LIMIT 1)`;
  const [narrowed] = await tx.query<Narrowed>(
    `SELECT h."areTagsKept", ${lists.length > 0 ? fewest : 'NULL'} AS ids
       FROM (SELECT projection_version >= ${TAGS_SINCE} AS "areTagsKept" FROM user_head WHERE user_id = $1) h`,
    parameters,
  );
  return narrowed ?? { ids: null, areTagsKept: false };
}

function idsSql(filter: TradeConditions, parameter: Parameter): readonly string[] {
  const { symbol, symbolPrefix, accountId, assetType, direction, status } = filter;
  return [
    ...(symbol ? [symbolSql(symbol, symbol, parameter)] : []),
    ...(symbolPrefix ? [prefixSql(symbolPrefix, parameter)] : []),
    ...(accountId ? [eachSql(`unnest(${parameter(accountId)}::uuid[]) value`, 'account_id = value', DATED)] : []),
    ...(assetType || direction ? [kindSql(filter, parameter)] : []),
    ...(status === 'open' ? [eachSql('(SELECT) member', `status = 'open'`, DATED)] : []),
  ];
}

const DATED = 'dated_at, trade_id';

function tagSql(tags: readonly string[], parameter: Parameter): string {
  return eachSql(`unnest(${parameter(tags)}::text[]) value`, 'tag = value', DATED, 'trade_tag');
}

function prefixSql(prefixes: readonly string[], parameter: Parameter): string {
  const beginnings = prefixes.flatMap((prefix) => [prefix, `/${prefix}`]);
  const ends = beginnings.map((beginning) => `${beginning}\u{10FFFF}`);
  return symbolSql(beginnings, ends, parameter);
}

function symbolSql(first: readonly string[], last: readonly string[], parameter: Parameter): string {
  const spans = `unnest(${parameter(first)}::text[], ${parameter(last)}::text[]) span(first, last)`;
  return eachSql(spans, 'symbol >= first AND symbol <= last', 'symbol, trade_id');
}

function kindSql({ assetType = ASSET_TYPES, direction = DIRECTIONS }: TradeConditions, parameter: Parameter): string {
  const kinds = `unnest(${parameter(assetType)}::text[]) kind CROSS JOIN unnest(${parameter(direction)}::text[]) way`;
  const isOfKind = '(asset_type, direction) >= (kind, way) AND (asset_type, direction) <= (kind, way)';
  return eachSql(kinds, isOfKind, 'asset_type, direction');
}

/** Value by value, in an order that one index alone has; ranges, where others would be in order under an equality. */
function eachSql(values: string, condition: string, order: string, table = 'trade'): string {
  return `SELECT one.trade_id FROM ${values} CROSS JOIN LATERAL (
    SELECT trade_id FROM ${table} WHERE user_id = $1 AND ${condition} ORDER BY ${order} LIMIT ${FEW + 1}) one`;
}
