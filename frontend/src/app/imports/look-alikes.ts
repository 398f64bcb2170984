import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
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
                  [checked]="same().has(line.key)"
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
  /** All that were offered since the page was opened: one that is linked may be offered no more, and can be let go. */
  private readonly known = linkedSignal<readonly LookAlike[], ReadonlyMap<string, LookAlike>>({
    source: this.offered,
    computation: (offered, before) =>
      new Map([...(before?.value ?? []), ...offered.map((offer) => [keyOf(offer), offer] as const)]),
  });
  protected readonly same = signal<ReadonlySet<string>>(new Set());
  protected readonly lines = computed(() =>
    [...this.known()].map(([key, offer]) => ({
      key,
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
      [...this.known()].filter(([one]) => links.has(one)).map(([, { tradeId, round }]) => ({ tradeId, round })),
    );
  }
}

const WAYS: Readonly<Record<string, string>> = { buy: 'bought', sell: 'sold' };

function keyOf({ tradeId, round }: LookAlike): string {
  return `${tradeId} ${round}`;
}
