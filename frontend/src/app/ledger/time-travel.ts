import type { HttpResourceRequest } from '@angular/common/http';
import { Injectable, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router } from '@angular/router';
import type { RouterStateSnapshot } from '@angular/router';
import { PAST_PATHS } from '@singularity/contract';
import type { AsOfQuery } from '@singularity/contract';
import { filter } from 'rxjs';
import { asOfQuery, parseAsOf, textOf } from './as-of';
import type { AsOf } from './as-of';
import { LedgerHead } from '../session/ledger-head';

/** The list of deleted trades has its name where a trade has its id. */
const ID = '(?!deleted$)[^/]+';
/** What the server can answer for any moment; everything else is as it is now. */
const KNOWS_PAST = new RegExp(
  `^(${PAST_PATHS.join('|')
    .replaceAll('.', '\\.')
    .replace(/\{\w+\}/g, ID)})$`,
);

/**
 * When the page is about. `?asOf=` in the address says so, on routes with `data: { past: true }`; what such a page
 * reads by `ledgerResource` is then what the ledger said then, and nothing can be changed. Pages without a past show
 * now, and carry it along with the filter.
 */
@Injectable({ providedIn: 'root' })
export class TimeTravel {
  private readonly router = inject(Router);
  private readonly head = inject(LedgerHead);
  private readonly root = this.router.routerState.root;
  private readonly address = toSignal(this.root.queryParamMap, { initialValue: this.root.snapshot.queryParamMap });
  private readonly arrival = toSignal(this.router.events.pipe(filter((event) => event instanceof NavigationEnd)));

  /** The version or moment that the page shows; null for now. */
  readonly asOf = computed<AsOf | null>(
    () => {
      this.address();
      this.arrival();
      return asOfIn(this.router.routerState.snapshot);
    },
    { equal: isSame },
  );
  readonly active = computed(() => this.asOf() !== null);
  readonly asked = computed<AsOfQuery>(() => {
    const asOf = this.asOf();
    return asOf ? asOfQuery(asOf) : {};
  });
  /** What a link to another page needs, so as not to lose it. */
  readonly link = computed<{ readonly asOf?: string }>(() => {
    const asOf = parseAsOf(this.address().get('asOf') ?? '');
    return asOf ? { asOf: textOf(asOf) } : {};
  });
  /** Changes when what was read is out of date: in the past by going elsewhere, never by what is recorded meanwhile. */
  readonly stand = computed(() => {
    const asOf = this.asOf();
    return asOf ? textOf(asOf) : this.head.version();
  });

  /** For what is read again when the answer changes: the request for what the page shows. */
  toRequest(request: HttpResourceRequest): HttpResourceRequest {
    if (this.active() && KNOWS_PAST.test(request.url))
      return { ...request, params: { ...(request.params as Record<string, string>), ...this.asked() } };
    this.head.version();
    return request;
  }

  /** Shows the page as of another version or moment, or now; where it has no past, the dashboard. */
  async goTo(asOf: AsOf | null): Promise<void> {
    const page = hasPast(this.router.routerState.snapshot) ? [] : ['/'];
    const queryParams = { asOf: asOf && textOf(asOf) };
    await this.router.navigate(page, { queryParams, queryParamsHandling: 'merge' });
  }
}

/** The version or moment that a state of the router shows; null for now. */
export function asOfIn(state: RouterStateSnapshot): AsOf | null {
  return hasPast(state) ? parseAsOf(state.root.queryParamMap.get('asOf') ?? '') : null;
}

function hasPast({ root }: RouterStateSnapshot): boolean {
  let page = root;
  for (;;) {
    const below = page.children.find(({ outlet }) => outlet === 'primary');
    if (!below) return page.data['past'] === true;
    page = below;
  }
}

function isSame(a: AsOf | null, b: AsOf | null): boolean {
  return a === b || (a !== null && b !== null && textOf(a) === textOf(b));
}
