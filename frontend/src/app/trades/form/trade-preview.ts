import { Component, computed, input } from '@angular/core';
import { Amount } from '../../ui/amount';
import { formatMoney, formatPercent, formatR } from '../../ui/format/money';
import type { Preview } from '../decide-trade';

const NOTHING = { grossPnl: null, netPnl: null, fees: null, pnlPercent: null, rMultiple: null };

/** What a trade comes to while it is typed. */
@Component({
  selector: 'app-trade-preview',
  imports: [Amount],
  template: `
    <dl aria-live="polite">
      <div>
        <dt>Gross</dt>
        <dd><app-amount [value]="figures().gross" [currency]="currency()" /></dd>
      </div>
      <div>
        <dt>Fees</dt>
        <dd class="number">{{ figures().fees }}</dd>
      </div>
      <div class="net">
        <dt>Net P&amp;L</dt>
        <dd><app-amount [value]="figures().net" [currency]="currency()" /></dd>
      </div>
      <div>
        <dt>Return</dt>
        <dd class="number">{{ figures().percent }}</dd>
      </div>
      <div>
        <dt>R</dt>
        <dd class="number">{{ figures().r }}</dd>
      </div>
    </dl>
  `,
  styles: `
    dl {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: var(--space-1) var(--space-4);
    }
    dt {
      color: var(--text-faint);
      font-size: var(--text-xs);
    }
    dd {
      font-weight: var(--weight-strong);
    }
    .net dd {
      font-size: var(--text-l);
      font-weight: 640;
    }
  `,
})
export class TradePreview {
  readonly preview = input.required<Preview | null>();
  readonly currency = input.required<string>();

  protected readonly figures = computed(() => {
    const { grossPnl, netPnl, fees, pnlPercent, rMultiple } = this.preview() ?? NOTHING;
    return {
      gross: grossPnl,
      net: netPnl,
      fees: formatMoney(fees, this.currency()),
      percent: formatPercent(pnlPercent, 'always'),
      r: formatR(rMultiple),
    };
  });
}
