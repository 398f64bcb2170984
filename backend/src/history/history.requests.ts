import { HISTORY_TYPES, PAGE_SIZE } from '@singularity/contract';
import type { HistoryQuery, HistoryType } from '@singularity/contract';
import type { Day } from '@singularity/domain';
import { AnyChoice, AnyId, DayField, IdField, IntegerParameter, TextField } from '@singularity/contract/wire';
import type { HistoryPage } from './history.table.js';

export class HistoryPageQuery implements HistoryPage {
  @TextField(20, { optional: true }) cursor?: string;
  @IntegerParameter(1, PAGE_SIZE.max, { optional: true }) limit?: number;
}

export class HistoryListQuery extends HistoryPageQuery implements HistoryQuery {
  @AnyChoice(HISTORY_TYPES) type?: HistoryType[];
  /** Of these accounts, and of trades that are or were in them. */
  @AnyId() accountId?: string[];
  @IdField({ optional: true }) tradeId?: string;
  @DayField({ optional: true, description: 'The first day on which it was recorded.' }) from?: Day;
  @DayField({ optional: true, description: 'The last day.' }) to?: Day;
}
