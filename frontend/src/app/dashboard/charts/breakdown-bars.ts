import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Params } from '@angular/router';
import type { BreakdownGroup } from '@singularity/domain';
import { Filter } from '../../filter/filter';
import { Amount } from '../../ui/amount';
import { formatRate } from '../../ui/format/money';
import { SignedBar, largestOf } from '../../ui/charts/signed-bar';
import { plural } from '../../ui/format/figure-labels';

/** What trades came to by what they share: a line for each, its bar to the right for profit and to the left for loss. */
@Component({
  selector: 'app-breakdown-bars',
  imports: [Amount, RouterLink, SignedBar],
  templateUrl: './breakdown-bars.html',
  styleUrl: './breakdown-bars.scss',
})
export class BreakdownBars {
  readonly groups = input.required<readonly BreakdownGroup[]>();
  readonly currency = input.required<string>();
  /** What the lines stand for: `Symbol`. */
  readonly unit = input.required<string>();
  readonly nameOf = input<(key: string) => string>(String);
  /** What leads from a line to its trades. */
  readonly linkOf = input<(key: string) => Params | null>(() => null);

  private readonly filter = inject(Filter);
  protected readonly most = computed(() => largestOf(this.groups().map(({ netPnl }) => netPnl)));
  protected readonly rows = computed(() =>
    this.groups().map((group) => {
      const link = this.linkOf()(group.key);
      return {
        ...group,
        name: this.nameOf()(group.key),
        link: link && { ...this.filter.link(), ...link },
        trades: plural(group.closedTrades, 'trade'),
        wins: formatRate(group.winRate),
      };
    }),
  );
}
