import type { CashReason, DecimalText, FillEffect, Side } from '@singularity/domain';

/** What the words of a broker do to a position: `Buy to Open`, `BUY_TO_CLOSE`, `Sold Short`, `YOU BOUGHT CLOSING TRANSACTION`. */
export interface Action {
  readonly side: Side;
  readonly effect: 'open' | 'close' | null;
}

const BUY = /(?:^|[^a-z])(?:buy|bought|bot)(?![a-z])/i;
const SELL = /(?:^|[^a-z])(?:sell|sold|short)(?![a-z])/i;

/** Null where the words name no trade. Whoever buys to cover buys, and whoever sells short opens. */
export function actionOf(words: string): Action | null {
  const side = BUY.test(words) ? 'buy' : SELL.test(words) ? 'sell' : null;
  return side && { side, effect: effectOf(words) };
}

function effectOf(words: string): Action['effect'] {
  if (/clos|cover/i.test(words)) return 'close';
  return /open|short/i.test(words) ? 'open' : null;
}

const REMOVALS: readonly (readonly [RegExp, FillEffect])[] = [
  [/\bassign/i, 'assign'],
  [/\bexerci/i, 'exercise'],
  [/\bexpir/i, 'expire'],
];

/** How an option left an account without an order; null where the words say nothing of that. */
export function removalOf(words: string): FillEffect | null {
  return REMOVALS.find(([form]) => form.test(words))?.[1] ?? null;
}

const CORPORATE =
  /split|spin.?off|merger|reorg|name change|symbol change|conver(?:sion|ted)|exchange|\bacat|stock div|tender|rights|adjustment due|transfer of (?:assets|shares|security)|security transfer|journaled shares/i;

/** Whether shares came, went or changed in a way that a row does not tell whole: splits, mergers, transfers of shares. */
export function isCorporate(words: string): boolean {
  return CORPORATE.test(words);
}

/** What a position that such a row changes needs. */
export const CORPORATE_ACTION = 'A split, a transfer or another change of shares: enter it by hand.';

const REASONS: readonly (readonly [RegExp, CashReason])[] = [
  [/\bfees?\b|\btax\b|subscription|commission/i, 'fee'],
  [/\bdiv(?:idends?)?\b|cap(?:ital)? gain|distribution/i, 'dividend'],
  [/\bint(?:erest)?\b|stock lending/i, 'interest'],
];
const TRANSFER =
  /\bach\b|\bwire|transfer|\btfr\b|deposit|withdraw|\bfunds?\b|\bchecks?\b|\bdebit|moneylink|journal|contribution/i;

/**
 * Why money moved, by the broker's words, of which the first counts: names of securities follow. What came or went between a
 * bank and the account is told by its sign.
 */
export function cashReasonOf(words: string, amount: DecimalText): CashReason {
  const said = REASONS.map(([form, reason]) => ({ reason, place: words.search(form) }))
    .filter(({ place }) => place >= 0)
    .toSorted((a, b) => a.place - b.place)[0];
  if (said) return said.reason;
  if (!TRANSFER.test(words)) return 'other';
  return amount.startsWith('-') ? 'withdrawal' : 'deposit';
}
