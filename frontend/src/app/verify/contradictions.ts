import { Component, computed, inject, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { LEDGER_EXPORT } from '../session/ledger-head';
import { Receipts } from '../ledger/receipts';
import { Session } from '../session/session';
import { Icon } from '../ui/icon';
import { formatMoment } from '../ui/format/zoned-time';
import { formatCount } from '../ui/format/money';

/** What it means that two receipts contradict each other, and what their member does now. */
@Component({
  selector: 'app-contradictions',
  imports: [Icon, MatButton],
  template: `
    <h2 class="loss"><app-icon name="alert" /> Part of your history was replaced</h2>
    <p>
      This browser has two different receipts for {{ entries() }}. That should never happen. Either the server was
      restored from an older backup, and what you did since is gone, or someone rewrote your history.
    </p>
    <ol>
      <li>
        Save your ledger and receipts now. Keep both files, and do not clear this browser's data.
        <div class="buttons">
          <a matButton="outlined" [href]="exportUrl" download><app-icon name="download" /> Export ledger</a>
          <button matButton="outlined" type="button" (click)="download.emit()">Download receipts</button>
        </div>
      </li>
      <li>Check your latest trades and balances, and enter again what is missing.</li>
      <li>Ask the operator of this site what happened, and send them both files.</li>
    </ol>
    <ul aria-label="Conflicting receipts">
      @for (group of groups(); track group.version) {
        <li>
          <strong>Entry {{ group.version }}</strong>
          <ul>
            @for (line of group.lines; track line.hash) {
              <li>
                <code>{{ line.hash }}</code>
                <p class="faint">{{ line.when }}</p>
              </li>
            }
          </ul>
        </li>
      }
    </ul>
    @if (receipts.alarm()) {
      <div><button matButton type="button" (click)="receipts.note()">Done, dismiss this warning</button></div>
    } @else {
      <p class="faint">Warning dismissed. The receipts stay here.</p>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-3);
      border-color: var(--loss);
    }
    h2 {
      display: flex;
      align-items: start;
      gap: var(--space-2);
    }
    ol {
      display: grid;
      gap: var(--space-2);
      padding-left: 1.25rem;
      list-style: decimal;
    }
    .buttons {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
      margin-block: var(--space-2);
    }
    ul {
      display: grid;
      gap: var(--space-2);
    }
    code {
      overflow-wrap: anywhere;
      font-family: ui-monospace, monospace;
      font-size: var(--text-xs);
    }
  `,
  host: { class: 'card', role: 'region', 'aria-label': 'Part of your history was replaced' },
})
export class Contradictions {
  protected readonly receipts = inject(Receipts);
  private readonly timeZone = inject(Session).timeZone;

  readonly download = output();

  protected readonly exportUrl = LEDGER_EXPORT;
  protected readonly groups = computed(() =>
    this.receipts.contradictions().map((group) => ({
      version: group[0]?.version ?? 0,
      lines: group.map(({ hash, keptAt }) => ({
        hash,
        when: keptAt === undefined ? '' : `saved ${formatMoment(keptAt, this.timeZone())}`,
      })),
    })),
  );
  protected readonly entries = computed(() => {
    const [first, ...others] = this.groups();
    const more = others.length === 0 ? '' : ` and ${formatCount(others.length)} more`;
    return `entry ${first?.version}${more}`;
  });
}
