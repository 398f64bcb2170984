import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { EditImportRequest, LookAlike } from '@singularity/contract';
import { Session } from '../session/session';
import { formatNumber, formatQuantity } from '../ui/format/money';
import { formatMoment } from '../ui/format/zoned-time';

type Links = NonNullable<EditImportRequest['links']>;

/** Trades that were entered by hand and look like some of the import: the member says which are the same. */
@Component({
  selector: 'app-look-alikes',
  imports: [RouterLink],
  template: `
    @if (lines().length > 0) {
      <section class="card" aria-labelledby="look-alikes">
        <h2 id="look-alikes">Already entered by hand?</h2>
        <p class="soft">
          These trades of yours look like trades in the files. Check “Same trade” to keep your notes and tags and not
          add them twice.
        </p>
        <ul>
          @for (line of lines(); track line.key) {
            <li>
              <a [routerLink]="['/trades', line.offer.tradeId]">{{ line.name }}</a>
              <span class="faint number">{{ line.at }}</span>
              <label>
                <input
                  type="checkbox"
                  [checked]="line.same"
                  [attr.aria-label]="'Same trade: ' + line.name + ', ' + line.at"
                  (change)="turn(line.key)"
                />
                Same trade
              </label>
            </li>
          }
        </ul>
      </section>
    }
  `,
  styles: `
    section,
    ul {
      display: grid;
      gap: var(--space-2);
    }
    section {
      padding: var(--space-4);
    }
    li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0 var(--space-3);
      min-height: var(--row);
      padding-block: var(--space-1);
      border-top: 1px solid var(--line);
    }
    label {
      display: inline-flex;
      align-items: center;
      gap: var(--space-2);
      min-height: var(--row);
      margin-left: auto;
      cursor: pointer;
    }
  `,
})
export class LookAlikes {
  readonly offered = input.required<readonly LookAlike[]>();
  readonly linked = output<Links>();

  private readonly timeZone = inject(Session).timeZone;
  /** As it was clicked, until the answer is there. */
  private readonly same = linkedSignal<ReadonlySet<string>>(
    () => new Set(this.offered().flatMap((offer) => (offer.linked ? [keyOf(offer)] : []))),
  );
  protected readonly lines = computed(() =>
    this.offered().map((offer) => ({
      key: keyOf(offer),
      same: this.same().has(keyOf(offer)),
      offer,
      name: `${offer.symbol} ${WAYS[offer.side] ?? offer.side} ${formatQuantity(offer.quantity)} @ ${formatNumber(offer.entryPrice, { least: 2 })}`,
      at: formatMoment(offer.entryAt, this.timeZone()),
    })),
  );

  protected turn(key: string): void {
    const links = new Set(this.same());
    if (!links.delete(key)) links.add(key);
    this.same.set(links);
    this.linked.emit(
      this.offered()
        .filter((offer) => links.has(keyOf(offer)))
        .map(({ tradeId, round }) => ({ tradeId, round })),
    );
  }
}

const WAYS: Readonly<Record<string, string>> = { buy: 'bought', sell: 'sold' };

function keyOf({ tradeId, round }: LookAlike): string {
  return `${tradeId} ${round}`;
}
