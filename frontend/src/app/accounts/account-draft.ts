import { PLATFORMS, TEXT_LIMITS } from '@singularity/contract';
import type { AccountAnswer, AddAccountRequest, EditAccountRequest, Preferences } from '@singularity/contract';
import { parseCurrency } from '@singularity/domain';
import type { Problem, TradingDay } from '@singularity/domain';
import { readNumber } from '../ui/format/number-text';

/** Everything as it is typed. */
export interface AccountDraft {
  /** One of the platforms on offer; at `Other` the next field counts. */
  platform: string;
  otherPlatform: string;
  name: string;
  externalId: string;
  startingBalance: string;
  currency: string;
  /** Empty for the usual one of the platform. */
  tradingDay: TradingDay | '';
}

/** The platforms on offer, `Other` last. */
export function platformsOn({ platforms }: Preferences): readonly string[] {
  return [...new Set([...platforms, ...PLATFORMS])];
}

export function emptyAccount(currency: string): AccountDraft {
  return { platform: '', otherPlatform: '', name: '', externalId: '', startingBalance: '', currency, tradingDay: '' };
}

export function draftOf(account: AccountAnswer): AccountDraft {
  const offered = PLATFORMS.some((platform) => platform === account.platform);
  return {
    platform: offered ? account.platform : 'Other',
    otherPlatform: offered ? '' : account.platform,
    name: account.name,
    externalId: account.externalId ?? '',
    startingBalance: account.startingBalance,
    currency: account.currency,
    tradingDay: account.tradingDay,
  };
}

/** The platform that is chosen or typed. */
export function platformIn({ platform, otherPlatform }: AccountDraft): string {
  return (platform === 'Other' && otherPlatform.trim()) || platform;
}

/** Reads what was typed, or names every field at fault. */
export function readAccount(draft: AccountDraft): AddAccountRequest | readonly Problem[] {
  const request = {
    platform: platformIn(draft),
    name: draft.name.trim(),
    externalId: draft.externalId.trim() || null,
    startingBalance: readNumber(draft.startingBalance),
    currency: parseCurrency(draft.currency.trim()),
  };
  const problems: readonly Problem[] = [
    ...when(request.platform === '', 'platform', 'Choose a platform.'),
    ...when(
      request.platform.length > TEXT_LIMITS.platform,
      'otherPlatform',
      `At most ${TEXT_LIMITS.platform} characters.`,
    ),
    ...when(request.name === '', 'name', 'Enter a name.'),
    ...when(request.name.length > TEXT_LIMITS.accountName, 'name', `At most ${TEXT_LIMITS.accountName} characters.`),
    ...when(
      (request.externalId ?? '').length > TEXT_LIMITS.externalId,
      'externalId',
      `At most ${TEXT_LIMITS.externalId} characters.`,
    ),
    ...when(request.startingBalance === null, 'startingBalance', 'Enter a number.'),
    ...when(request.currency === null, 'currency', 'Enter a code such as USD, 3 to 6 letters or digits.'),
  ];
  const { startingBalance, currency } = request;
  if (problems.length > 0 || startingBalance === null || currency === null) return problems;
  const { tradingDay } = draft;
  return { ...request, startingBalance, currency, ...(tradingDay && { tradingDay }) };
}

export function problemsOf(draft: AccountDraft): readonly Problem[] {
  const read = readAccount(draft);
  return 'name' in read ? [] : read;
}

/** What differs from the account as it is; its currency never does. */
export function editOf(account: AccountAnswer, request: AddAccountRequest): EditAccountRequest {
  const fields = Object.entries(request) as [keyof AddAccountRequest, string | null][];
  return Object.fromEntries(fields.filter(([field, value]) => field !== 'currency' && account[field] !== value));
}

function when(wrong: boolean, field: string, message: string): readonly Problem[] {
  return wrong ? [{ field, message }] : [];
}
