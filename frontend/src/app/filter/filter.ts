import { Injectable, computed, inject, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import type { ParamMap } from '@angular/router';
import { ASSET_TYPES, calendarOf, parseDay } from '@singularity/domain';
import type { AssetType, Day, Instant } from '@singularity/domain';
import { daysBefore, periodsAt } from '../ledger/periods';
import type { Days, Period } from '../ledger/periods';
import { Session } from '../session/session';
import { TimeTravel } from '../ledger/time-travel';
import { firstWeekday } from '../ui/format/date-style';

/** What is chosen; an empty list chooses everything. */
export interface Chosen extends Days {
  readonly accountId: readonly string[];
  readonly assetType: readonly AssetType[];
  readonly tag: readonly string[];
}

/** The same for an address, ours or the server's: what is not chosen is left out, and lists repeat their name. */
export type FilterParams = Readonly<Partial<Record<keyof Chosen, string | readonly string[]>>>;

const NOTHING: Readonly<Record<keyof Chosen, null>> = {
  from: null,
  to: null,
  accountId: null,
  assetType: null,
  tag: null,
};

/**
 * What the member looks at: days, accounts, asset types and tags. It stands in the address of every page that shows
 * it, and in no other place, so that a view can be linked, goes back and forth, and survives a reload. The bar above
 * those pages is the shell's, for every route with `data: { filtered: true }`.
 *
 * - To read: `ledgerResource(() => ({ url: '/api/user/stats', params: { ...filter.params() } }))`.
 * - To link without losing it, nor the moment that one looks at: `<a routerLink="/trades" [queryParams]="filter.link()">`;
 *   with something else added, `{ ...filter.link(), symbol }`.
 * - To change it: `filter.change({ from: day, to: day })`, `filter.change({ accountId: [] })`, `filter.clear()`. What
 *   else the address says stays.
 */
@Injectable({ providedIn: 'root' })
export class Filter {
  private readonly router = inject(Router);
  private readonly timeZone = inject(Session).timeZone;
  private readonly travel = inject(TimeTravel);
  private readonly root = this.router.routerState.root;
  private readonly address = toSignal(this.root.queryParamMap, { initialValue: this.root.snapshot.queryParamMap });
  /** On some days two periods are the same: then this says which was meant. */
  private readonly asked = signal('');

  readonly chosen = computed<Chosen>(() => chosenIn(this.address()));
  readonly params = computed<FilterParams>(() => paramsOf(this.chosen()));
  readonly link = computed(() => ({ ...this.params(), ...this.travel.link() }));
  readonly active = computed(() => Object.keys(this.params()).length > 0);

  /** Today and the periods around it, in the member's time zone. */
  readonly today = computed<Day>(() => {
    this.address();
    return calendarOf(this.timeZone()).dayOf(new Date().toISOString() as Instant);
  });
  readonly periods = computed(() => periodsAt(this.today(), firstWeekday()));
  /** The period whose days are chosen; undefined for days of one's own. */
  readonly period = computed<Period | undefined>(() => {
    const { from, to } = this.chosen();
    const same = this.periods().filter(({ days }) => days.from === from && days.to === to);
    return same.find(({ name }) => name === this.asked()) ?? same[0];
  });
  /** The days to compare with. Null where everything is chosen. */
  readonly before = computed(() => daysBefore(this.period() ?? { days: this.chosen() }, this.today()));

  /** Leaves what it does not name as it is. Days are named together: `{ from }` alone has no end. */
  async change(part: Partial<Chosen>): Promise<void> {
    const days = 'from' in part || 'to' in part ? { from: part.from, to: part.to } : {};
    await this.goTo({ ...this.chosen(), ...part, ...days });
  }

  async choose({ name, days }: Period): Promise<void> {
    this.asked.set(name);
    await this.change({ from: days.from, to: days.to });
  }

  async clear(): Promise<void> {
    await this.goTo({ accountId: [], assetType: [], tag: [] });
  }

  private async goTo(chosen: Chosen): Promise<void> {
    const queryParams = { ...NOTHING, ...paramsOf(chosen) };
    await this.router.navigate([], { queryParams, queryParamsHandling: 'merge' });
  }
}

/** What an address says wrongly is left out. */
function chosenIn(address: ParamMap): Chosen {
  const day = (name: string) => parseDay(address.get(name) ?? '') ?? undefined;
  const texts = (name: string) => [...new Set(address.getAll(name).map((text) => text.trim()))].filter(Boolean);
  return {
    from: day('from'),
    to: day('to'),
    accountId: texts('accountId'),
    assetType: ASSET_TYPES.filter((type) => address.getAll('assetType').includes(type)),
    tag: texts('tag'),
  };
}

function paramsOf(chosen: Chosen): FilterParams {
  return Object.fromEntries(Object.entries(chosen).filter(([, value]) => value?.length > 0));
}
