/** Files of one import, together and each. */
export const IMPORT_LIMITS = { files: 20, bytes: 50 * 1024 * 1024 } as const;

/** Fills of one request of a program. */
export const FILL_LIMITS = { fills: 10_000, bytes: 5 * 1024 * 1024, key: 200 } as const;

export const IMPORT_STATUSES = ['previewed', 'importing', 'imported', 'undone', 'failed'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

export const DATE_ORDERS = ['mdy', 'dmy'] as const;

/** In place of a way to read a file: by its header. */
export const READ_AS_RECOGNISED = 'auto';

/** What only the member knows. */
export const IMPORT_QUESTIONS = [
  'accountId',
  'brokerAccount',
  'timeZone',
  'dateOrder',
  'mapping',
  'multipliers',
] as const;
export type ImportQuestion = (typeof IMPORT_QUESTIONS)[number];

/** What a row of a file is whose columns a member names. */
export const MAPPED_ROWS = ['fills', 'pairs'] as const;
export type MappedRows = (typeof MAPPED_ROWS)[number];
