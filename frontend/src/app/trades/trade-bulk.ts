import { Injectable, inject } from '@angular/core';
import { MOST_TRADES_AT_ONCE } from '@singularity/contract';
import type { BulkEdit, BulkTradesAnswer, BulkTradesRequest, RefusedTrade, TradeAnswer } from '@singularity/contract';
import { Notices } from '../session/notices';
import { TradesApi } from './trades-api';

type Changed = BulkTradesAnswer['changed'][number];

/** Does one thing to many trades, and says what came of it. */
@Injectable({ providedIn: 'root' })
export class TradeBulk {
  private readonly api = inject(TradesApi);
  private readonly notices = inject(Notices);

  /** The trades that are now as was asked; null where it failed. */
  async edit(ids: readonly string[], edit: BulkTradesRequest['edit']): Promise<readonly TradeAnswer[] | null> {
    let answer: readonly TradeAnswer[] | null = null;
    await this.notices.attempt(async () => {
      const { changed, refused } = await this.send(ids, { edit });
      answer = changed.filter((one) => typeof one === 'object');
      this.notices.say(sentence('Changed', changed.length, refused));
    });
    return answer;
  }

  /** True when they were deleted. */
  delete(ids: readonly string[]): Promise<boolean> {
    return this.notices.attempt(async () => {
      const { changed, refused } = await this.send(ids, { delete: true });
      const deleted = changed.map((one) => (typeof one === 'string' ? one : one.id));
      const undo = { label: 'Undo', run: () => this.send(deleted, { restore: true }) };
      this.notices.say(sentence('Deleted', deleted.length, refused), undo);
    });
  }

  /** More than the server takes at once go one part after the other. */
  private async send(ids: readonly string[], change: Omit<BulkTradesRequest, 'ids'>) {
    const changed: Changed[] = [];
    const refused: RefusedTrade[] = [];
    for (let from = 0; from < ids.length; from += MOST_TRADES_AT_ONCE) {
      const part = await this.api.bulk({ ...change, ids: ids.slice(from, from + MOST_TRADES_AT_ONCE) });
      changed.push(...part.changed);
      refused.push(...part.refused);
    }
    return { changed, refused };
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

function sentence(deed: string, count: number, refused: readonly RefusedTrade[]): string {
  const done = `${deed} ${count} ${count === 1 ? 'trade' : 'trades'}.`;
  const [first] = refused;
  return first ? `${done} ${refused.length} stayed as they were: ${first.message}` : done;
}
