import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { AccountAnswer, Page } from '@singularity/contract';
import { parseDay } from '@singularity/domain';
import type { AssetType } from '@singularity/domain';
import { MultiSelect } from '../ui/multi-select';
import { ASSET_TYPE_LABELS, segmentsOf } from '../ui/format/labels';
import { AsOfButton } from '../ledger/as-of-button';
import { Filter } from './filter';
import { ledgerResource } from '../ledger/ledger-resource';
import { TagChoices } from './tag-choices';

const OWN_DAYS = 'Custom';

/** Shows and changes what the member looks at. Names to choose among are read when they are first needed. */
@Component({
  selector: 'app-filter-bar',
  imports: [AsOfButton, MatButton, MultiSelect],
  templateUrl: './filter-bar.html',
  styleUrl: './filter-bar.scss',
})
export class FilterBar {
  /** Whether it is changes that are shown: they have days and accounts, and neither types nor tags. */
  readonly ofChanges = input(false);
  /** Whether the page is about one day, which is not narrowed by days. */
  readonly ofOneDay = input(false);

  protected readonly filter = inject(Filter);
  protected readonly chosen = this.filter.chosen;
  protected readonly ownDays = OWN_DAYS;

  /** Whether the days themselves are shown: when they are nobody's period, or when one asks for them. */
  protected readonly showsDays = linkedSignal(() => this.filter.period() === undefined);
  protected readonly period = computed(() => (this.showsDays() ? OWN_DAYS : (this.filter.period()?.name ?? OWN_DAYS)));

  protected readonly assetTypes = segmentsOf(ASSET_TYPE_LABELS);
  protected readonly accountsWanted = signal(false);
  private readonly accountPage = ledgerResource<Page<AccountAnswer>>(() =>
    this.accountsWanted() || this.chosen().accountId.length > 0 ? { url: '/api/user/accounts' } : undefined,
  );
  protected readonly accounts = computed(() =>
    (this.accountPage.value()?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
  );
  protected readonly tags = new TagChoices();

  protected choosePeriod(control: EventTarget | null): void {
    const name = (control as HTMLSelectElement).value;
    const period = this.filter.periods().find((one) => one.name === name);
    this.showsDays.set(!period);
    if (period) void this.filter.choose(period);
  }

  /** Half a date is on its way to a whole one. */
  protected setDay(end: 'from' | 'to', control: EventTarget | null): void {
    const { value } = control as HTMLInputElement;
    const day = parseDay(value);
    const { from, to } = this.chosen();
    if (day || value === '') void this.filter.change({ from, to, [end]: day ?? undefined });
  }

  protected chooseTypes(types: readonly string[]): void {
    void this.filter.change({ assetType: types as readonly AssetType[] });
  }
}
