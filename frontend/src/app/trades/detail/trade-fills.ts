import { Component, computed, inject, input } from '@angular/core';
import type { TradeAnswer } from '@singularity/contract';
import { Session } from '../../session/session';
import { Amount } from '../../ui/amount';
import { RunningChart } from './running-chart';
import { runningLinesOf } from './running-lines';

/** Every fill of a trade, and where the trade stood after it: drawn once there are two. */
@Component({
  selector: 'app-trade-fills',
  imports: [Amount, RunningChart],
  templateUrl: './trade-fills.html',
  styleUrls: ['../../ui/fills-table.scss', './trade-fills.scss'],
  host: { class: 'card', role: 'region', 'aria-label': 'Running P&L' },
})
export class TradeFills {
  readonly trade = input.required<TradeAnswer>();

  private readonly timeZone = inject(Session).timeZone;
  protected readonly lines = computed(() => runningLinesOf(this.trade(), this.timeZone()));
}
