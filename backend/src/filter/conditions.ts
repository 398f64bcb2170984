import type { StatRules } from '@singularity/domain';
import { withinSql } from './period.js';
import type { Period } from './period.js';
import { tradeConditions } from './trade-filter.js';
import type { TradeConditions } from './trade-filter.js';

/** The trades that count, and the rules by which their filters are understood. */
export interface TradesAsked {
  readonly filter: TradeConditions;
  readonly rules: StatRules;
  /** All trades that can pass the filter, and maybe others, where it is known that they are few. */
  readonly ids?: readonly string[] | null;
}

/** Gives the placeholder of a further parameter. */
export type Parameter = (value: unknown) => string;

/** Conditions on trades `t`, or on rows of another name, and on moments; parameters are numbered on from the member's id, which is $1. */
export class Conditions {
  readonly parameters: unknown[];
  private readonly onTrade: readonly string[];
  readonly parameter: Parameter = (value) => `$${this.parameters.push(value)}`;

  constructor(userId: string, asked?: TradesAsked, of = 't') {
    this.parameters = [userId];
    this.onTrade = asked ? tradeConditions(asked.filter, { ...asked, of, parameter: this.parameter }) : [];
  }

  /** `AND …` for a statement that dates the rows of a table by one of its columns. */
  where(table: string, at: string, periods: readonly Period[]): string {
    return periods.length === 0 ? this.onTrades : `${this.onTrades} AND ${this.during(table, at, periods)}`;
  }

  /** `AND …` for a statement that has the rows. */
  get onTrades(): string {
    return this.onTrade.map((condition) => ` AND ${condition}`).join('');
  }

  /** Whether a row of a table is dated within any of the periods. */
  during(table: string, at: string, periods: readonly Period[]): string {
    const columns = { at: `${table}.${at}`, accountId: `${table}.account_id` };
    return `(${periods.map((period) => withinSql(columns, period, this.parameter)).join(' OR ')})`;
  }
}
