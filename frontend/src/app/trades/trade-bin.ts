import { Injectable, inject } from '@angular/core';
import type { TradeAnswer } from '@singularity/contract';
import { Notices } from '../session/notices';
import { TradesApi } from './trades-api';

/** Deletes trades, and takes that back. */
@Injectable({ providedIn: 'root' })
export class TradeBin {
  private readonly api = inject(TradesApi);
  private readonly notices = inject(Notices);

  /** True when it was deleted. */
  async delete(trade: TradeAnswer): Promise<boolean> {
    return this.notices.attempt(async () => {
      await this.api.delete(trade);
      this.notices.say(`Deleted ${trade.symbol}.`, { label: 'Undo', run: () => this.api.restore(trade.id) });
    });
  }

  async restore(id: string): Promise<boolean> {
    return this.notices.attempt(() => this.api.restore(id));
  }
}
