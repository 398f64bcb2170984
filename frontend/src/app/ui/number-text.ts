import { parseDecimal } from '@singularity/domain';
import type { DecimalText } from '@singularity/domain';

const GROUPED = /^([+-]?)(\d{1,3}(?:,\d{3})+)(\.\d+)?$/;

/** A number as people type it, `1,234.50`, `+3` or `.5`; null for what is none, or has more digits than are kept. */
export function readNumber(typed: string): DecimalText | null {
  let text = typed.trim().replace('−', '-');
  if (GROUPED.test(text)) text = text.replaceAll(',', '');
  return parseDecimal(
    text
      .replace(/^\+/, '')
      .replace(/^(-?)\./, '$10.')
      .replace(/\.$/, ''),
  );
}
