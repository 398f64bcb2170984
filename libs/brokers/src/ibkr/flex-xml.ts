import { parseCurrency } from '@singularity/domain';
import type { CashReason } from '@singularity/domain';
import { Moments } from '../cells/moments.js';
import { needNumber } from '../cells/numbers.js';
import { knownIn } from '../cells/words.js';
import type { Draft } from '../draft.js';
import type { Reader } from '../reader.js';
import type { Element } from '../source/source.js';
import { Executions } from './executions.js';
import { levelOf } from './flex-csv.js';
import { saidInElement, timeSaid } from './said.js';

const TRADES = new Set(['Trade', 'TradeConfirm', 'TradeCancel']);
const HELD: Readonly<Record<string, string>> = {
  CorporateAction: 'A corporate action changed this position. Enter what it did.',
  Transfer: 'A transfer changed this position. Enter what was moved.',
};
const REASONS: readonly (readonly [RegExp, CashReason])[] = [
  [/dividend|in lieu/i, 'dividend'],
  [/interest/i, 'interest'],
  [/fee|commission/i, 'fee'],
];

/**
 * An activity or confirmation Flex query as XML, from the reports page or the Flex web service. Trades are read at the level
 * of executions; expired, exercised and assigned options are among them, so that the section of their own (`OptionEAE`) is
 * not read. Cash transactions are read too. Times are those of the account's statement, without a zone.
 */
export const ibkrFlexXml: Reader = {
  platform: 'ibkr',
  kind: 'flex-xml',
  name: 'Interactive Brokers Flex query (XML)',
  recognises: (source) =>
    source.kind === 'elements' && ['FlexQueryResponse', 'FlexStatement'].includes(source.elements[0]?.name ?? ''),
  read(source, draft, options) {
    if (source.kind !== 'elements') return;
    const times = source.elements.filter(({ name }) => TRADES.has(name) || name === 'CashTransaction');
    const moments = new Moments(
      times.map((element) => timeSaid(saidInElement(element))),
      { order: 'either', timeZone: null },
      options,
    );
    const trades = source.elements.filter(({ name }) => TRADES.has(name));
    readFlex({ elements: source.elements, level: levelOf(trades.map(saidInElement)) }, draft, moments).done();
  },
};

/** Reads trades at one level of detail, money and what changes positions otherwise. The trades are the draft's once they are done. */
export function readFlex(
  { elements, level }: { readonly elements: readonly Element[]; readonly level: string },
  draft: Draft,
  moments: Moments,
): Executions {
  const executions = new Executions(draft, moments);
  for (const element of elements) {
    const { line, name } = element;
    const said = saidInElement(element);
    const summed = !['', level].includes(said('levelOfDetail').toUpperCase());
    const held = knownIn(HELD, name);
    if (held) draft.row(element, () => draft.hold(held));
    else if (name === 'CashTransaction') readCash(element, draft, moments);
    else if (TRADES.has(name) && summed) draft.row(element, () => draft.skip('Summary of executions'));
    else if (TRADES.has(name)) executions.read(line, said);
  }
  return executions;
}

function readCash(element: Element, draft: Draft, moments: Moments): void {
  const said = saidInElement(element);
  draft.row(element, () => {
    if (said('levelOfDetail').toUpperCase() === 'SUMMARY') return draft.skip('Summary of cash');
    const amount = needNumber(said('amount'), 'amount');
    const id = said('transactionId');
    draft.cash({
      ...(id ? { id } : {}),
      account: said('accountId') || null,
      amount,
      currency: parseCurrency(said('currency')),
      reason: reasonOf(said('type'), amount),
      note: said('description'),
      moment: moments.read(timeSaid(said)),
    });
  });
}

/** What Interactive Brokers calls a movement of cash. Taxes that are withheld have no name of their own here. */
export function reasonOf(type: string, amount: string): CashReason {
  if (/deposit|withdrawal|electronic fund/i.test(type)) return amount.startsWith('-') ? 'withdrawal' : 'deposit';
  if (/tax/i.test(type)) return 'other';
  return REASONS.find(([words]) => words.test(type))?.[1] ?? 'other';
}
