import type { ImportAnswer, ImportFile } from '@singularity/contract';

export function aFile(difference: Partial<ImportFile> = {}): ImportFile {
  return {
    name: 'trades.csv',
    bytes: 1_200,
    sha256: 'ab'.repeat(32),
    platform: 'topstepx',
    kind: 'trades',
    label: 'TopstepX trades',
    rows: 24,
    problem: null,
    table: null,
    readAs: 'auto',
    recognisedAs: 'topstepx trades',
    choices: [
      { readAs: 'topstepx trades', label: 'TopstepX trades' },
      { readAs: 'other table', label: 'Table with your columns' },
    ],
    ...difference,
  };
}

export const UNANSWERED = { accountId: null, brokerAccount: null, timeZone: null, dateOrder: null, bringBack: false };

/** A preview in which nothing is left to ask. */
export function anImport(difference: Partial<ImportAnswer> = {}): ImportAnswer {
  return {
    id: 'i1',
    status: 'previewed',
    files: [aFile()],
    options: { ...UNANSWERED, accountId: 'a1' },
    mapping: null,
    questions: [],
    counts: { fills: 24, new: 24, duplicates: 0, deletedBefore: 0, voided: 0, skipped: [], held: 0, refused: 0 },
    refused: [],
    held: [],
    lookAlikes: [],
    trades: { added: 12, changed: 0, closed: 12, open: 0 },
    totals: [{ currency: 'USD', grossPnl: '250', fees: '12.5', netPnl: '237.5', stated: null }],
    symbols: ['/MESZ6', '/MNQZ6'],
    from: '2026-01-05T14:30:00.000Z',
    to: '2026-01-06T20:00:00.000Z',
    progress: { done: 0, total: 0 },
    problem: null,
    createdAt: '2026-01-07T14:00:00.000Z',
    connectionId: null,
    confirmedAt: null,
    ...difference,
  };
}

export function anImported(difference: Partial<ImportAnswer> = {}): ImportAnswer {
  return anImport({ status: 'imported', confirmedAt: '2026-01-07T14:05:00.000Z', ...difference });
}
