import type { ImportAnswer, ImportTotal } from '@singularity/contract';
import { decimal, exactly, toText } from '@singularity/domain';
import { plural } from '../ui/format/figure-labels';
import { formatCount, formatMoney } from '../ui/format/money';
import { formatMoment } from '../ui/format/zoned-time';

const STATUS_LABELS: Readonly<Record<ImportAnswer['status'], string>> = {
  previewed: 'Not imported yet',
  importing: 'Importing…',
  imported: 'Imported',
  undone: 'Taken back',
  failed: 'Failed',
};

const HEADINGS: Readonly<Record<ImportAnswer['status'], string>> = {
  previewed: 'Review import',
  importing: 'Importing trades',
  imported: 'Import complete',
  undone: 'Import taken back',
  failed: 'Import failed',
};

export function statusOf({ status }: ImportAnswer): string {
  return STATUS_LABELS[status];
}

export function headingOf({ status }: ImportAnswer): string {
  return HEADINGS[status];
}

/** `trades.csv and 2 more`. */
export function fileNamesOf({ files }: ImportAnswer): string {
  const [first, ...others] = files;
  if (!first) return 'No files';
  return others.length === 0 ? first.name : `${first.name} and ${others.length} more`;
}

/** When it was begun, or else looked at, to the minute. */
export function whenOf({ confirmedAt, createdAt }: ImportAnswer, timeZone: string): string {
  return formatMoment(`${(confirmedAt ?? createdAt).slice(0, 16)}:00.000Z`, timeZone);
}

/** `12 trades added, 3 changed`; what has not happened yet is not said. */
export function outcomeOf({ status, trades }: ImportAnswer): string {
  if (status !== 'imported') return '';
  const { added, changed } = trades;
  if (added + changed === 0) return 'Nothing new';
  const parts = [added > 0 && `${plural(added, 'trade')} added`, changed > 0 && `${plural(changed, 'trade')} changed`];
  return parts.filter(Boolean).join(', ');
}

/** `Import 12 trades`. Fills that are no trade yet are kept until other files bring the rest. */
export function deedOf({ trades: { added, changed }, counts }: ImportAnswer): string {
  if (added + changed === 0) return counts.new > 0 ? `Import ${plural(counts.new, 'fill')}` : 'Import';
  if (added === 0 && changed > 0) return `Update ${plural(changed, 'trade')}`;
  return changed > 0 ? `Import ${plural(added, 'trade')}, update ${changed}` : `Import ${plural(added, 'trade')}`;
}

const ASKED_FOR: Readonly<Record<ImportAnswer['questions'][number]['field'], string>> = {
  accountId: 'Choose an account first.',
  brokerAccount: 'Choose which account of the files to import first.',
  timeZone: 'Choose the time zone first.',
  dateOrder: 'Choose the date order first.',
  mapping: 'Say what the columns mean first.',
  multipliers: 'Enter the point values first.',
};

/** Why an import cannot begin; empty where it can. */
export function hindranceOf({ questions, counts, trades }: ImportAnswer): string {
  // A file that cannot be read yet has no fills either; one in which there are none has nothing to ask about.
  const question = questions.find(({ field }) => field === 'mapping') ?? questions[0];
  if (question && (counts.fills > 0 || question.field === 'mapping')) return ASKED_FOR[question.field];
  if (counts.fills === 0) return 'There are no fills in these files.';
  return trades.added + trades.changed + counts.new === 0 ? 'Nothing new: your journal has all of these fills.' : '';
}

export interface Agreement {
  readonly agrees: boolean;
  readonly text: string;
}

/** What brokers say the P&L of their files is, beside ours of the same files: it agrees, or by how much it does not. */
export function agreementsOf({ currency, stated }: ImportTotal, files: number): readonly Agreement[] {
  if (!stated) return [];
  const told = [
    { name: 'gross P&L', ours: stated.ourGrossPnl, theirs: stated.grossPnl },
    { name: 'net P&L', ours: stated.ourNetPnl, theirs: stated.netPnl },
  ];
  const compared = told.flatMap(({ name, ours, theirs }) =>
    theirs === null ? [] : [{ name, difference: decimal(exactly(theirs)).minus(decimal(exactly(ours))) }],
  );
  const differing = compared.filter(({ difference }) => difference.abs().greaterThanOrEqualTo('0.005'));
  const of = stated.files < files ? ` in ${formatCount(stated.files)} of ${formatCount(files)} files` : '';
  if (compared.length > 0 && differing.length === 0)
    return [{ agrees: true, text: `Matches the broker’s P&L to the cent${of}` }];
  return differing.map(({ name, difference }) => {
    const amount = formatMoney(toText(difference.abs()), currency);
    return {
      agrees: false,
      text: `The broker’s ${name} is ${amount} ${difference.isNegative() ? 'less' : 'more'} than ours${of}`,
    };
  });
}
