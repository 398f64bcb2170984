import type { AccountAnswer } from '@singularity/contract';
import { BYTE_ORDER_MARK, csvLine, freeText } from '../http/csv.js';
import { fileOf } from '../past/export-part.js';
import type { ExportPart } from '../past/export-part.js';
import { accountQueries } from './accounts.queries.js';

const ACCOUNT_COLUMNS = [
  'id',
  'platform',
  'name',
  'externalId',
  'startingBalance',
  'currency',
  'tradingDay',
  'balance',
  'status',
  'streamVersion',
  'createdAt',
  'updatedAt',
] as const satisfies readonly (keyof AccountAnswer)[];

const BALANCE_COLUMNS = ['accountId', 'currency', 'at', 'reason', 'balance', 'adjustment'] as const;

export const accountExport: readonly ExportPart[] = [
  fileOf('accounts.csv', 'Your accounts with their balances.', async function* (snapshot) {
    yield BYTE_ORDER_MARK + csvLine(ACCOUNT_COLUMNS);
    for (const account of (await snapshot.ask(accountQueries.list, {})).items) yield accountLine(account);
  }),
  fileOf('balances.csv', 'Every update of a balance, with the adjustment that it made.', async function* (snapshot) {
    yield BYTE_ORDER_MARK + csvLine(BALANCE_COLUMNS);
    for (const update of await snapshot.ask(accountQueries.balances, {}))
      yield csvLine(BALANCE_COLUMNS.map((column) => update[column]));
  }),
];

function accountLine({ platform, name, externalId, ...rest }: AccountAnswer): string {
  const written = {
    platform: freeText(platform),
    name: freeText(name),
    externalId: externalId && freeText(externalId),
  };
  const account = { ...rest, ...written };
  return csvLine(ACCOUNT_COLUMNS.map((column) => account[column]));
}
