import { Component, DOCUMENT, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import type { RealizedReport, RealizedRow, RealizedSums } from '@singularity/contract';
import { Filter } from '../filter/filter';
import { ledgerResource } from '../ledger/ledger-resource';
import { Session } from '../session/session';
import { EmptyState } from '../ui/empty-state';
import { Failure } from '../ui/failure';
import { formatMoney, formatNumber } from '../ui/format/money';
import { formatDay, formatMonth, toDay } from '../ui/format/zoned-time';
import { Icon } from '../ui/icon';
import { Skeleton } from '../ui/skeleton';

const REPORT = '/api/user/reports/realized';
/** More than most years have, and few enough for a page to be there at once. */
const FIRST_ROWS = 500;
const FIRST_YEAR = 1970;

/** What a year made real, to look at, to print and to take along: sums by month and account, and each exit. */
@Component({
  selector: 'app-realized-page',
  imports: [EmptyState, Failure, Icon, MatButton, Skeleton],
  templateUrl: './realized-page.html',
  styleUrl: './realized-page.scss',
})
export class RealizedPage {
  /** As the address has it; this one where it has none. */
  readonly year = input<string>();

  private readonly router = inject(Router);
  private readonly window = inject(DOCUMENT).defaultView;
  private readonly session = inject(Session);
  private readonly thisYear = inject(Filter).today().slice(0, 4);

  protected readonly shown = computed(() => {
    const year = this.year() ?? '';
    return /^20\d\d$|^19[7-9]\d$/.test(year) ? Number(year) : Number(this.thisYear);
  });
  protected readonly report = ledgerResource<RealizedReport>(() => ({ url: REPORT, params: { year: this.shown() } }));
  protected readonly file = computed(() => `${REPORT}?year=${this.shown()}&format=csv`);
  protected readonly isFirst = computed(() => this.shown() <= FIRST_YEAR);
  protected readonly isLast = computed(() => this.shown() >= Number(this.thisYear));
  /** Nothing while it is still that of another year. */
  private readonly known = computed(() => {
    const report = this.report.value();
    return report?.year === this.shown() ? report : undefined;
  });
  private readonly all = signal(false);
  protected readonly hidden = computed(() =>
    this.all() ? 0 : Math.max(0, (this.known()?.rows.length ?? 0) - FIRST_ROWS),
  );
  protected readonly currencies = computed(() =>
    this.known()?.currencies.map(({ currency, months, accounts, ...whole }) => ({
      currency,
      sums: [
        ...months.map(({ month, ...sums }) => line(formatMonth(month), sums, currency)),
        line(`All of ${this.shown()}`, whole, currency),
      ],
      accounts: accounts.map(({ account, ...sums }) => line(account ?? 'No account', sums, currency)),
    })),
  );
  protected readonly rows = computed(() =>
    this.known()
      ?.rows.slice(0, this.all() ? undefined : FIRST_ROWS)
      .map((row, index) => ({ ...this.texts(row), index })),
  );

  protected goTo(year: number): void {
    this.all.set(false);
    void this.router.navigate([], { queryParams: { year } });
  }

  protected showAll(): void {
    this.all.set(true);
  }

  protected print(): void {
    this.window?.print();
  }

  private texts(row: RealizedRow) {
    const money = (amount: string) => formatMoney(amount, row.currency);
    const option = [row.expiration && formatDay(row.expiration), row.strike, row.direction];
    return {
      symbol: [row.symbol, ...(row.assetType === 'option' ? option : [])].filter(Boolean).join(' '),
      account: row.account ?? '–',
      position: row.position === 'short' ? 'Short' : 'Long',
      opened: formatDay(toDay(row.openedAt, this.session.timeZone())),
      closed: formatDay(row.day),
      quantity: formatNumber(row.quantity),
      ...{ proceeds: money(row.proceeds), cost: money(row.cost), fees: money(row.fees), net: money(row.net) },
    };
  }
}

function line(name: string, { exits, ...sums }: RealizedSums, currency: string) {
  const money = (amount: string) => formatMoney(amount, currency);
  return {
    name,
    exits: String(exits),
    amounts: [money(sums.proceeds), money(sums.cost), money(sums.fees), money(sums.net)],
  };
}
