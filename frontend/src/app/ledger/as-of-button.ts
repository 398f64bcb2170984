import { Component, Injector, computed, inject } from '@angular/core';
import { Icon } from '../ui/icon';
import { formatShortMoment } from '../ui/format/zoned-time';
import { Session } from '../session/session';
import { TimeTravel } from './time-travel';

/** Which moment of the ledger the page shows, and the way to another. */
@Component({
  selector: 'app-as-of-button',
  imports: [Icon],
  template: `
    <button
      class="field-button"
      type="button"
      [class.chosen]="travel.active()"
      [attr.aria-label]="'Showing: ' + labels()"
      (click)="choose()"
    >
      <app-icon name="history" /> <span class="number">{{ labels() }}</span>
    </button>
  `,
  styles: `
    .chosen {
      border-color: var(--warning);
      background: var(--warning-tint);
      color: var(--warning);
    }
  `,
})
export class AsOfButton {
  private readonly injector = inject(Injector);
  private readonly timeZone = inject(Session).timeZone;
  protected readonly travel = inject(TimeTravel);

  protected readonly labels = computed(() => {
    const asOf = this.travel.asOf();
    if (!asOf) return 'As of now';
    return 'version' in asOf ? `Version ${asOf.version}` : formatShortMoment(asOf.moment, this.timeZone());
  });

  protected async choose(): Promise<void> {
    const { lookBack } = await import('./as-of-dialog');
    await lookBack(this.injector);
  }
}
