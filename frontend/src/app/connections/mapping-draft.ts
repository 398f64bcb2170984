import { TEXT_LIMITS } from '@singularity/contract';
import type { AccountAnswer, AddAccountRequest, ConnectionAccount, ConnectionAnswer } from '@singularity/contract';
import { parseDay } from '@singularity/domain';
import type { Day, Problem } from '@singularity/domain';
import { readNumber } from '../ui/format/number-text';

/** In place of the id of an account. */
export const NEW_ACCOUNT = 'new';
export const NOWHERE = 'none';

/** Where the trades of one account at the broker go, as it is chosen. */
export interface MappingRow {
  brokerAccountId: string;
  /** The id of an account, or one of the two above. */
  accountId: string;
  /** Empty for the usual start. */
  from: string;
  /** Of a new account. */
  name: string;
  startingBalance: string;
}

export interface MappingDraft {
  accounts: MappingRow[];
}

/** What a mapping begins with: as it is, or what fits best where nothing was chosen yet. */
export function draftOf({ accounts }: ConnectionAnswer, mine: readonly AccountAnswer[], broker: string): MappingDraft {
  const isNew = accounts.every(({ accountId }) => accountId === null);
  return {
    accounts: accounts.map((account) => ({
      brokerAccountId: account.brokerAccountId,
      accountId: account.accountId ?? (isNew ? bestFor(account, accounts, { mine, broker }) : NOWHERE),
      from: account.from ?? '',
      name: account.name.slice(0, TEXT_LIMITS.accountName),
      startingBalance: '0',
    })),
  };
}

/** The accounts that its trades can go to: money of one currency, and open unless they go there already. */
export function choicesFor({ currency, accountId }: ConnectionAccount, mine: readonly AccountAnswer[]) {
  return mine.filter((one) => one.currency === currency && (one.status === 'open' || one.id === accountId));
}

/** The one with the same number; or else the only one of the platform, where the broker has only one too. */
function bestFor(
  account: ConnectionAccount,
  all: readonly ConnectionAccount[],
  { mine, broker }: { readonly mine: readonly AccountAnswer[]; readonly broker: string },
): string {
  const choices = choicesFor(account, mine);
  const { brokerAccountId, name } = account;
  const same = choices.find(
    ({ externalId }) => externalId && [brokerAccountId, ...name.split(' ')].includes(externalId),
  );
  const ofPlatform = choices.filter(({ platform }) => platform === broker);
  const only = all.length === 1 && ofPlatform.length === 1 ? ofPlatform[0] : undefined;
  return (same ?? only)?.id ?? NEW_ACCOUNT;
}

export function problemsOf({ accounts }: MappingDraft): readonly Problem[] {
  return accounts.flatMap((row, index) => {
    const at = (field: keyof MappingRow, message: string) => ({ field: `accounts.${index}.${field}`, message });
    const faults: Problem[] = [];
    if (row.accountId === '') faults.push(at('accountId', 'Choose an account.'));
    if (row.from !== '' && parseDay(row.from) === null) faults.push(at('from', 'Enter a date.'));
    if (row.accountId !== NEW_ACCOUNT) return faults;
    if (row.name.trim() === '') faults.push(at('name', 'Enter a name.'));
    if (row.name.trim().length > TEXT_LIMITS.accountName)
      faults.push(at('name', `At most ${TEXT_LIMITS.accountName} characters.`));
    if (readNumber(row.startingBalance) === null) faults.push(at('startingBalance', 'Enter a number.'));
    return faults;
  });
}

/** The new account of a row; its number is kept where the member knows the account by it. */
export function accountOf(row: MappingRow, { name, currency }: ConnectionAccount, platform: string): AddAccountRequest {
  const { brokerAccountId } = row;
  return {
    platform,
    name: row.name.trim(),
    externalId: name.includes(brokerAccountId) ? brokerAccountId : null,
    startingBalance: readNumber(row.startingBalance) ?? '0',
    currency,
  } as AddAccountRequest;
}

export function mappingOf({ accounts }: MappingDraft) {
  return accounts.map(({ brokerAccountId, accountId, from }) => ({
    brokerAccountId,
    accountId: accountId === NOWHERE ? null : accountId,
    from: from === '' ? null : (from as Day),
  }));
}
