import type { Instant } from '@singularity/domain';
import type { Answers } from '../source/source.js';
import type { Moments } from '../cells/moments.js';
import { readNumber } from '../cells/numbers.js';
import type { Draft } from '../draft.js';
import type { Element } from '../source/source.js';
import { saidInElement } from './said.js';
import { instrumentIn, noTrade } from './trade-row.js';

interface Place {
  readonly answers: Answers;
  readonly draft: Draft;
  readonly moments: Moments;
  /** Whether the query lists open positions: an empty list has no elements. */
  readonly hasPositions: boolean;
}

/** What was held and what it was worth at the end of the last day of a statement. */
export function tellState(elements: readonly Element[], { answers, draft, moments, hasPositions }: Place): void {
  const statement = elements.find(({ name }) => name === 'FlexStatement');
  if (!statement) return;
  const held = elements.filter(isPosition);
  const isFlat = hasPositions && held.length === 0;
  draft.row(statement, () => {
    const last = statement.attributes['toDate'] ?? '';
    const at = endOf(last, moments, answers);
    if (hasPositions)
      draft.holding({
        account: null,
        at,
        held: held.map((row) => instrumentIn(saidInElement(row), at)),
        tellsExpiry: true,
      });
    const worth = worthOf(elements) ?? (isFlat ? cashOf(elements) : null);
    const amount = worth && readNumber(worth.amount);
    if (!worth || !amount || worth.currency === '') return;
    draft.balance({ account: null, at: endOf(worth.day ?? last, moments, answers), amount, currency: worth.currency });
  });
}

function endOf(day: string, moments: Moments, { at }: Answers): Instant {
  const end = moments.read(`${day} 23:59:59`).at;
  return end < at ? end : (at as Instant);
}

/** Lots say again what the sums of positions say. */
function isPosition(element: Element): boolean {
  const said = saidInElement(element);
  const isSum = element.name === 'OpenPosition' && said('levelOfDetail').toUpperCase() !== 'LOT';
  return isSum && noTrade(said) === null && !/^-?[0.]*$/.test(element.attributes['position'] ?? '');
}

interface Worth {
  readonly amount: string;
  readonly currency: string;
  /** As the statement writes it; null for its last. */
  readonly day: string | null;
}

/** The net asset value in the account's currency: of the last day that is listed, or of the whole time. */
function worthOf(elements: readonly Element[]): Worth | null {
  const days = elements.filter(({ name }) => name === 'EquitySummaryByReportDateInBase');
  const last = days.toSorted((a, b) => dayOf(a).localeCompare(dayOf(b))).at(-1);
  if (last) return { amount: last.attributes['total'] ?? '', currency: currencyOf(last, elements), day: dayOf(last) };
  const change = elements.find(({ name }) => name === 'ChangeInNAV');
  return (
    (change && {
      amount: change.attributes['endingValue'] ?? '',
      currency: currencyOf(change, elements),
      day: null,
    }) ??
    null
  );
}

/** An account that holds nothing is worth its cash. */
function cashOf(elements: readonly Element[]): Worth | null {
  const cash = elements.find(
    ({ name, attributes }) => name === 'CashReportCurrency' && /^base/i.test(attributes['currency'] ?? ''),
  );
  return cash ? { amount: cash.attributes['endingCash'] ?? '', currency: baseOf(elements), day: null } : null;
}

function dayOf({ attributes }: Element): string {
  return attributes['reportDate'] ?? '';
}

function currencyOf({ attributes }: Element, elements: readonly Element[]): string {
  return attributes['currency'] || baseOf(elements);
}

function baseOf(elements: readonly Element[]): string {
  return elements.find(({ name }) => name === 'AccountInformation')?.attributes['currency'] ?? '';
}
