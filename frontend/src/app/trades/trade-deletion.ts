import { Injectable, inject } from '@angular/core';
import type { TradeAnswer } from '@singularity/contract';
import { outcomeOf } from '../changes/outcomes';
import { Undo, recordOf } from '../changes/undo';
import { Notices } from '../http/notices';
import { TradesApi } from './trades-api';

/** Deletes trades, which can be undone. */
@Injectable({ providedIn: 'root' })
export class TradeDeletion {
  private readonly api = inject(TradesApi);
  private readonly notices = inject(Notices);
  private readonly undo = inject(Undo);

  /** True when it was deleted. */
  async delete(trade: TradeAnswer): Promise<boolean> {
    return this.notices.attempt(async () => {
      const answer = await this.api.delete(trade);
      this.undo.keep(outcomeOf('TradeDeleted', trade.symbol), recordOf(answer, trade.streamVersion));
    });
  }
}
