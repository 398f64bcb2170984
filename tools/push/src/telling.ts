import type { PushedImport } from './journal.js';

/** Rows that are no fills of trades. They are told again with each sync until they are too old. */
export function toldBeside({ held, refused, voided }: PushedImport['counts']): number {
  return held + refused + voided;
}

/** Whether an import would change or tell anything. */
export function isNews({ counts, trades, questions }: PushedImport, besideBefore: number): boolean {
  return (
    counts.new > 0 || trades.added + trades.changed > 0 || questions.length > 0 || toldBeside(counts) > besideBefore
  );
}

/** Whether there is anything in it that can be confirmed. */
export function isConfirmable({ counts, trades }: PushedImport): boolean {
  return counts.fills + counts.voided + trades.added + trades.changed > 0;
}

/** What came of an import, in words. */
export function told({ counts, trades }: PushedImport): string {
  const fills = [
    count(counts.new, 'new fill'),
    counts.duplicates > 0 && `${counts.duplicates} known already`,
    counts.deletedBefore > 0 && `${counts.deletedBefore} of trades that you deleted`,
    counts.voided > 0 && `${counts.voided} taken back by the broker`,
    counts.held > 0 && `${counts.held} on hold`,
    counts.refused > 0 && `${counts.refused} that cannot be read`,
  ];
  const made = [
    trades.added > 0 && `${count(trades.added, 'trade')} added`,
    trades.changed > 0 && `${count(trades.changed, 'trade')} changed`,
  ];
  return [fills, made]
    .flatMap((parts) => parts.filter(Boolean).join(', ') || [])
    .map((part) => `${part}.`)
    .join(' ');
}

export function nothingNew(known: number): string {
  return known > 0 ? `Nothing new, ${count(known, 'fill')} known already.` : 'Nothing new.';
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
