import type { HttpResourceRequest } from '@angular/common/http';
import { Injectable, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router } from '@angular/router';
import type { RouterStateSnapshot } from '@angular/router';
import { PAST_PATHS } from '@singularity/contract';
import type { AsOf } from '@singularity/contract';
import { filter } from 'rxjs';
import { asOf, parsePlace, textOf } from './as-of';
import type { Place } from './as-of';
import { LedgerHead } from '../session/ledger-head';

/** The list of deleted trades has its name where a trade has its id. */
const ID = '(?!deleted$)[^/]+';
/** What the server can answer for any moment; everything else is as it is now. */
const KNOWS_PAST = new RegExp(`^(${PAST_PATHS.join('|').replaceAll('.', '\\.').replaceAll('{id}', ID)})$`);

/**
 * When the page is about. `?asOf=` in the address says so, on routes with `data: { past: true }`; what such a page
 * reads by `ledgerResource` is then what the ledger said at that place, and nothing can be changed. Pages without a past show
 * now, and carry the place along with the filter.
 */
@Injectable({ providedIn: 'root' })
export class TimeTravel {
  private readonly router = inject(Router);
  private readonly head = inject(LedgerHead);
  private readonly root = this.router.routerState.root;
  private readonly address = toSignal(this.root.queryParamMap, { initialValue: this.root.snapshot.queryParamMap });
  private readonly arrival = toSignal(this.router.events.pipe(filter((event) => event instanceof NavigationEnd)));

  /** The place in the past that the page shows; null for now. */
  readonly place = computed<Place | null>(
    () => {
      this.address();
      this.arrival();
      return placeIn(this.router.routerState.snapshot);
    },
    { equal: isSame },
  );
  readonly active = computed(() => this.place() !== null);
  readonly asked = computed<AsOf>(() => {
    const place = this.place();
    return place ? asOf(place) : {};
  });
  /** What a link to another page needs, so as not to lose the place. */
  readonly link = computed<{ readonly asOf?: string }>(() => {
    const place = parsePlace(this.address().get('asOf') ?? '');
    return place ? { asOf: textOf(place) } : {};
  });
  /** Changes when what was read is out of date: in the past by going elsewhere, never by what is recorded meanwhile. */
  readonly stand = computed(() => {
    const place = this.place();
    return place ? textOf(place) : this.head.version();
  });

  /** For what is read again when the answer changes: the request for the place that the page shows. */
  toRequest(request: HttpResourceRequest): HttpResourceRequest {
    if (this.active() && KNOWS_PAST.test(request.url))
      return { ...request, params: { ...(request.params as Record<string, string>), ...this.asked() } };
    this.head.version();
    return request;
  }

  /** Shows the page at another place, or now; where it has no past, the dashboard. */
  async goTo(place: Place | null): Promise<void> {
    const page = hasPast(this.router.routerState.snapshot) ? [] : ['/'];
    const queryParams = { asOf: place && textOf(place) };
    await this.router.navigate(page, { queryParams, queryParamsHandling: 'merge' });
  }
}

/** The place in the past that a state of the router shows; null for now. */
export function placeIn(state: RouterStateSnapshot): Place | null {
  return hasPast(state) ? parsePlace(state.root.queryParamMap.get('asOf') ?? '') : null;
}

function hasPast({ root }: RouterStateSnapshot): boolean {
  let page = root;
  for (;;) {
    const below = page.children.find(({ outlet }) => outlet === 'primary');
    if (!below) return page.data['past'] === true;
    page = below;
  }
}

function isSame(a: Place | null, b: Place | null): boolean {
  return a === b || (a !== null && b !== null && textOf(a) === textOf(b));
}
