import type { EditConnectionBody } from '@singularity/contract/wire';
import type { Connector } from '@singularity/connectors';
import type { ConnectionFields } from '@singularity/domain';
import { definedFields } from '../http/defined-fields.js';
import { invalidFields } from '../http/problem.js';
import type { AccountOfConnection, ConnectionRow } from './connections.table.js';

/** How one stands that is tried from the beginning. */
export const ANEW = { status: 'testing', reason: null, needs: null, failures: 0 } as const;

/** Two connections of one account would bring everything twice. */
export function isConnected(
  brokerAccount: string,
  { broker }: Connector,
  others: readonly ConnectionRow[],
  accounts: readonly AccountOfConnection[],
): boolean {
  const same = new Set(others.filter((other) => other.broker === broker).map(({ id }) => id));
  return accounts.some((account) => same.has(account.connectionId) && account.brokerAccount === brokerAccount);
}

export function changesOf({ label, paused }: EditConnectionBody) {
  return definedFields({ label, paused });
}

export function isToBeAsked(
  row: ConnectionRow,
  body: EditConnectionBody,
  accounts: readonly Pick<AccountOfConnection, 'accountId'>[],
): boolean {
  const isMapped = accounts.some(({ accountId }) => accountId !== null);
  return isMapped && !(body.paused ?? row.paused);
}

/** Whether what is said is reason to ask the broker at once, and nothing else has to be done first. */
export function asksAnew({ needs }: ConnectionRow, body: EditConnectionBody, { consent }: Connector): boolean {
  if (body.credentials !== undefined) return consent === undefined;
  if (needs === 'credentials' || needs === 'consent') return false;
  return body.paused === false || body.accounts !== undefined;
}

/** All accounts as they are to be; undefined where nothing is said of them. Another place to go begins at the beginning. */
export function changedAccounts(
  known: readonly AccountOfConnection[],
  said: EditConnectionBody['accounts'],
): readonly AccountOfConnection[] | undefined {
  if (!said) return undefined;
  const strange = said.findIndex((each) => !known.some(({ brokerAccount }) => brokerAccount === each.brokerAccountId));
  if (strange >= 0)
    throw invalidFields([
      { field: `accounts.${strange}.brokerAccountId`, message: 'This connection has no such account.' },
    ]);
  return known.map((account) => {
    const change = said.find((each) => each.brokerAccountId === account.brokerAccount);
    if (!change) return account;
    const fromDay = change.from === undefined ? account.fromDay : change.from;
    const isOther = change.accountId !== account.accountId || fromDay !== account.fromDay;
    return { ...account, accountId: change.accountId, fromDay, cursorDay: isOther ? null : account.cursorDay };
  });
}

export function fieldsOf(
  { label, paused, credentials }: EditConnectionBody,
  accounts: readonly AccountOfConnection[] | undefined,
): ConnectionFields {
  return {
    ...definedFields({ label, paused }),
    ...(credentials && { newCredentials: true }),
    ...(accounts && {
      accounts: accounts.flatMap(({ brokerAccount, accountId, fromDay }) =>
        accountId === null ? [] : [{ brokerAccount, accountId, from: fromDay }],
      ),
    }),
  };
}
