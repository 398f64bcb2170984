import { decimal, sum, ZERO } from '@singularity/domain';
import { readNumber } from '../cells/numbers.js';
import type { Draft } from '../draft.js';
import { plainSymbol, unlessFaulty } from './orders.js';
import type { Filled } from './orders.js';
import type { Statement } from './sections.js';

/**
 * "P/L Day" is of the file's own span where that is one day, "P/L YTD" where it begins with the year; both count what is still
 * open, and what was held before. So they are the broker's figure only where all that was traded was opened and closed here.
 */
export function readProfits({ profits, since, through }: Statement, fills: readonly Filled[], draft: Draft): void {
  const column = columnOf(since, through);
  if (!profits || !column || !profits.columns.has(column) || !allFlat(fills)) return;
  const symbols = new Set(fills.flatMap(({ legs }) => legs.map(({ cell }) => plainSymbol(cell('Symbol')))));
  const stated = profits.rows
    .map((row) => ({ row, cell: profits.columns.of(row) }))
    .filter(({ cell }) => symbols.has(plainSymbol(cell('Symbol'))));
  if (symbols.size === 0 || stated.length !== symbols.size) return;
  for (const { row, cell } of stated) draft.row(row, () => draft.stated('USD', { gross: readNumber(cell(column)) }));
}

function columnOf(since: string | null, through: string | null): string | null {
  if (since === null) return null;
  if (since === through) return 'P/L Day';
  return /^0?1\/0?1\//.test(since) ? 'P/L YTD' : null;
}

function allFlat(fills: readonly Filled[]): boolean {
  const legs = fills.flatMap((filled) => filled.legs);
  const byInstrument = Map.groupBy(legs, ({ cell }) => ['Symbol', 'Exp', 'Strike', 'Type'].map(cell).join('|'));
  const amount = (cell: (column: string) => string) =>
    decimal(unlessFaulty(() => readNumber(cell('Qty'))) ?? ZERO).abs();
  return [...byInstrument.values()].every((each) => {
    const signed = each.map(({ cell }) =>
      cell('Side').toUpperCase() === 'SELL' ? amount(cell).negated() : amount(cell),
    );
    return sum(signed).isZero();
  });
}
