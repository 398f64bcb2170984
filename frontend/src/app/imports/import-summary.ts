import { Component, computed, inject, input } from '@angular/core';
import type { ImportAnswer, ImportTotal } from '@singularity/contract';
import { Session } from '../session/session';
import { formatCount, formatMoney } from '../ui/format/money';
import { plural } from '../ui/format/figure-labels';
import { formatMoment } from '../ui/format/zoned-time';
import { Amount } from '../ui/amount';
import { Icon } from '../ui/icon';
import { agreementsOf } from './import-labels';

const MOST_SYMBOLS = 12;

/** What is in the files of an import: how much, of what and when, and what it comes to beside what the broker says. */
@Component({
  selector: 'app-import-summary',
  imports: [Amount, Icon],
  templateUrl: './import-summary.html',
  styleUrl: './import-summary.scss',
  host: { class: 'card', role: 'region', 'aria-labelledby': 'import-summary' },
})
export class ImportSummary {
  readonly summary = input.required<ImportAnswer>();

  private readonly timeZone = inject(Session).timeZone;
  protected readonly facts = computed(() => factsOf(this.summary(), this.timeZone()));
  protected readonly totals = computed(() => {
    const { totals, files } = this.summary();
    const read = files.filter(({ rows }) => rows > 0).length;
    return totals.map((total) => linesOf(total, read));
  });
}

function factsOf({ trades, counts, symbols, from, to }: ImportAnswer, timeZone: string) {
  const listed = symbols.slice(0, MOST_SYMBOLS).join(', ');
  const others = symbols.length - MOST_SYMBOLS;
  const states = [
    trades.closed > 0 && `${formatCount(trades.closed)} closed`,
    trades.open > 0 && `${trades.open} open`,
  ];
  return [
    { name: 'Trades', value: formatCount(trades.closed + trades.open), note: states.filter(Boolean).join(', ') },
    { name: 'Fills', value: formatCount(counts.fills), note: `${formatCount(counts.new)} new` },
    {
      name: 'Duplicates',
      value: formatCount(counts.duplicates),
      note: 'fills told twice or already in your journal',
    },
    {
      name: 'Deleted before',
      value: formatCount(counts.deletedBefore),
      note: 'fills of trades you deleted, which stay deleted',
    },
    { name: 'First fill', value: formatMoment(from, timeZone), note: '' },
    { name: 'Last fill', value: formatMoment(to, timeZone), note: '' },
    {
      name: symbols.length === 1 ? 'Symbol' : plural(symbols.length, 'symbol'),
      value: others > 0 ? `${listed} and ${formatCount(others)} more` : listed,
      note: '',
    },
  ].filter(({ name, value }) => value !== '' && (value !== '0' || !SAID_WHERE_SOME.includes(name)));
}

const SAID_WHERE_SOME = ['Duplicates', 'Deleted before'];

/** Figures stand side by side where they are of the same files. */
function linesOf(total: ImportTotal, files: number) {
  const { currency, grossPnl, fees, netPnl, stated } = total;
  return {
    currency,
    isStated: stated !== null && stated.files >= files,
    lines: [
      { name: 'Gross P&L', ours: grossPnl, theirs: stated?.grossPnl ?? null, text: '' },
      { name: 'Fees', ours: null, theirs: null, text: formatMoney(fees, currency) },
      { name: 'Net P&L', ours: netPnl, theirs: stated?.netPnl ?? null, text: '' },
    ],
    agreements: agreementsOf(total, files),
  };
}
