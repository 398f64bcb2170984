import { evaluate, parseDecimal } from '@singularity/domain';
import type { DecimalText, Evaluated } from '@singularity/domain';

const GROUPED = /^([+-]?)(\d{1,3}(?:,\d{3})+)(\.\d+)?$/;
const CURRENCY = /^([-−+]?) ?\p{Sc} ?/u;
const SUM = /.[-−+*/×÷]|\(/;

/** A number as people type it, `$1,234.50`, `+3`, `.5` or `2*15+1`; null for what is none, or has more digits than are kept. */
export function readNumber(typed: string): DecimalText | null {
  return workedOut(typed)?.value ?? readPlain(typed);
}

/** What a sum in a field comes to; null where there is none, or its result has more digits than are kept. */
export function workedOut(typed: string): Evaluated | null {
  const text = withoutCurrency(typed);
  const worked = SUM.test(text) ? evaluate(text) : null;
  return worked && parseDecimal(worked.value) ? worked : null;
}

function readPlain(typed: string): DecimalText | null {
  let text = withoutCurrency(typed).replace('−', '-');
  if (GROUPED.test(text)) text = text.replaceAll(',', '');
  return parseDecimal(
    text
      .replace(/^\+/, '')
      .replace(/^(-?)\./, '$10.')
      .replace(/\.$/, ''),
  );
}

function withoutCurrency(typed: string): string {
  return typed.trim().replace(CURRENCY, '$1');
}
