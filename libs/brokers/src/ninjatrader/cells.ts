import { exactly } from '@singularity/domain';
import type { DecimalText, FillInstrument, Instant } from '@singularity/domain';
import { firstOf } from '../cells/columns.js';
import type { Cells } from '../cells/columns.js';
import { contract, future, isCurrencyPair, isFuture, stock } from '../cells/instruments.js';

/** Grids follow the settings of the computer that exports: dates, numbers and the language of headers. They name no zone. */
export const TIMES = { order: 'either', timeZone: null } as const;

const NAMES_A_MONTH = / (?:\d{2}-\d{2}|[A-Z]{3} ?\d{2})$/;

/** What an instrument is, which grids do not say. Currencies are traded in units, so that a point of one is worth 1. */
export function instrumentIn(
  written: string,
  at: Instant,
): { readonly instrument: FillInstrument; readonly multiplier: DecimalText | null } {
  if (isCurrencyPair(written)) return { instrument: contract(written), multiplier: exactly('1') };
  const isContract = NAMES_A_MONTH.test(written.toUpperCase()) || isFuture(written);
  return { instrument: isContract ? future(written, at) : stock(written), multiplier: null };
}

export function accountIn(cell: Cells): string | null {
  return firstOf(cell, 'Account', 'Account display name', 'Account name') || null;
}
