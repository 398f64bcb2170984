import { Injectable, inject } from '@angular/core';
import { MOST_TRADES_AT_ONCE } from '@singularity/contract';
import type {
  BulkEdit,
  BulkTradesAnswer,
  BulkTradesRequest,
  HistoryType,
  RefusedTrade,
  TradeAnswer,
} from '@singularity/contract';
import { outcomeOf } from '../../changes/outcomes';
import type { Recorded } from '../../changes/change-stack';
import { Undo } from '../../changes/undo';
import { Notices } from '../../http/notices';
import { TradesApi } from '../trades-api';
import { plural } from '../../ui/format/figure-labels';
import { formatCount } from '../../ui/format/money';

type Changed = BulkTradesAnswer['changed'][number];

/** Does one thing to many trades, and says what came of it. */
@Injectable({ providedIn: 'root' })
export class TradeBulk {
  private readonly api = inject(TradesApi);
  private readonly notices = inject(Notices);
  private readonly undo = inject(Undo);

  /** The trades that are now as was asked; null where it failed. */
  async edit(ids: readonly string[], edit: BulkTradesRequest['edit']): Promise<readonly TradeAnswer[] | null> {
    let answer: readonly TradeAnswer[] | null = null;
    await this.notices.attempt(async () => {
      const { changed, refused, records } = await this.send(ids, { edit });
      answer = changed.filter((one) => typeof one === 'object');
      this.keep('TradeEdited', changed.length, refused, records);
    });
    return answer;
  }

  /** True when they were deleted. */
  delete(ids: readonly string[]): Promise<boolean> {
    return this.notices.attempt(async () => {
      const { changed, refused, records } = await this.send(ids, { delete: true });
      this.keep('TradeDeleted', changed.length, refused, records);
    });
  }

  /** More than the server takes at once go one part after the other. */
  private async send(ids: readonly string[], change: Omit<BulkTradesRequest, 'ids'>) {
    const changed: Changed[] = [];
    const refused: RefusedTrade[] = [];
    const records: Recorded[] = [];
    for (let from = 0; from < ids.length; from += MOST_TRADES_AT_ONCE) {
      const part = await this.api.bulk({ ...change, ids: ids.slice(from, from + MOST_TRADES_AT_ONCE) });
      changed.push(...part.changed);
      refused.push(...part.refused);
      if (part.changed.length > 0) records.push({ batchId: part.batchId });
    }
    return { changed, refused, records };
  }

  private keep(type: HistoryType, count: number, refused: readonly RefusedTrade[], records: readonly Recorded[]): void {
    const outcome = outcomeOf(type, plural(count, 'trade'));
    const [first] = refused;
    if (!first) return this.undo.keep(outcome, records);
    const some = `${formatCount(count)} of ${plural(count + refused.length, 'trade')}`;
    this.undo.keep(outcome, records, `${outcomeOf(type, some).done}. ${first.message}`);
  }
}

/** What a trade will be, as far as that is known before the server says it: its figures are the server's to say. */
export function withEdit(
  trade: TradeAnswer,
  { addTags = [], removeTags = [], accountId, fees }: BulkEdit,
): TradeAnswer {
  const tags = [...new Set([...trade.tags.filter((tag) => !removeTags.includes(tag)), ...addTags])];
  return { ...trade, tags, ...(accountId !== undefined && { accountId }), ...(fees !== undefined && { fees }) };
}
