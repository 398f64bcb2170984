import { decimal, instrumentKey } from '@singularity/domain';
import { answersReader } from '../answers/answers-reader.js';
import type { Answers } from '../source/source.js';
import { Moments } from '../cells/moments.js';
import { Positions } from '../cells/positions.js';
import type { Draft, DraftFill } from '../draft.js';
import type { Element } from '../source/source.js';
import { xmlElements } from '../source/xml.js';
import { endingsApart } from './endings.js';
import { readFlex } from './flex-xml.js';
import { originalId } from './executions.js';
import type { Outcome } from './executions.js';
import { tellState } from './state.js';
import type { Execution } from './trade-row.js';

const NEW_YORK = 'America/New_York';

/**
 * Statements of the Flex Web Service (ibkrguides.com: Flex queries). They are read as such a file is, at the level of executions alone,
 * and fills have the keys that files give them: `ibExecID`, else `tradeID`, else `transactionID`. A statement may be of several
 * accounts. Its times have the zone that stands beside it, unless they name one. That a row of `OptionEAE` which is no trade of the
 * statement has the sign of what closes the position was seen in clients only.
 */
export const ibkrApi = answersReader('ibkr', (answers, draft) => {
  const timeZone = answers.answers.find(({ call }) => call === 'zone')?.body ?? NEW_YORK;
  const moments = new Moments([], { order: 'mdy', timeZone }, { timeZone, dateOrder: null });
  for (const { call, body } of answers.answers)
    if (call === 'statement') readStatement(body, { answers, draft, moments });
});

interface Place {
  readonly answers: Answers;
  readonly draft: Draft;
  readonly moments: Moments;
}

function readStatement(body: string, { answers, draft, moments }: Place): void {
  const elements = ofAccount(xmlElements(body), answers.account);
  const outcome = readFlex({ elements, level: 'EXECUTION' }, draft, moments).done({ isOneOfMany: true });
  readEndings(elements, outcome.kept, draft, moments);
  tellVoids(outcome, draft);
  tellProfits(outcome.kept, draft);
  tellState(elements, { answers, draft, moments, hasPositions: body.includes('<OpenPositions') });
}

/** What a statement says of one account, which then needs no name. */
function ofAccount(elements: readonly Element[], account: string): readonly Element[] {
  let current = '';
  return elements.flatMap((element) => {
    const { accountId = '', ...attributes } = element.attributes;
    if (element.name === 'FlexStatement') current = accountId;
    return (accountId || current) === account ? [{ ...element, attributes }] : [];
  });
}

/** Options that ended and are not among the trades, on the side that the trades tell, else on that of the sign. */
function readEndings(elements: readonly Element[], kept: readonly Execution[], draft: Draft, moments: Moments): void {
  const positions = new Positions();
  for (const { fill } of kept) positions.move(instrumentKey(fill.instrument), fill.moment.at, signed(fill));
  for (const { line, read } of endingsApart(elements, kept, moments))
    draft.row({ line }, () => {
      const fill = read();
      const held = positions.heldAt(instrumentKey(fill.instrument), fill.moment.at);
      const isEnd = fill.instrument.assetType === 'option' && !held.isZero();
      draft.fill(isEnd ? { ...fill, side: held.isNegative() ? 'buy' : 'sell' } : fill);
    });
}

function signed({ side, quantity }: DraftFill) {
  return side === 'buy' ? decimal(quantity) : decimal(quantity).negated();
}

/** An execution that was taken back may have come with an earlier sync. One that came right again under its id is amended by that. */
function tellVoids({ kept, cancelled, orphans }: Outcome, draft: Draft): void {
  const right = new Set(kept.map(({ fill }) => fill.id));
  const ids = [
    ...cancelled.map(({ line, fill }) => ({ line, id: fill.id })),
    ...orphans.map((each) => ({ line: each.line, id: originalId(each) })),
  ];
  for (const { line, id } of ids) {
    if (id === undefined || id === '' || right.has(id)) continue;
    draft.row({ line }, () => draft.voided(id));
  }
}

/** First in, first out, after commissions: by transaction. */
function tellProfits(kept: readonly Execution[], draft: Draft): void {
  for (const { line, fill, realized, transactionId } of kept) {
    const id = transactionId || fill.id;
    if (!realized || realized === '0' || !fill.currency) continue;
    const { instrument, moment, currency } = fill;
    draft.row({ line }, () =>
      draft.figure({ instrument, what: 'netPnl', amount: realized, currency, moment, ...(id ? { id } : {}) }),
    );
  }
}
