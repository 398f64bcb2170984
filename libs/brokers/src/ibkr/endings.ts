import { instrumentKey } from '@singularity/domain';
import type { FillEffect } from '@singularity/domain';
import type { Moments } from '../cells/moments.js';
import { knownIn } from '../cells/words.js';
import type { DraftFill } from '../draft.js';
import type { Element } from '../source/source.js';
import { saidInElement } from './said.js';
import { readExecution } from './trade-row.js';
import type { Execution } from './trade-row.js';

const EFFECTS: Readonly<Record<string, FillEffect>> = {
  Expiration: 'expire',
  Assignment: 'assign',
  Exercise: 'exercise',
};

/** All options have ceased to trade by then, in New York. */
const AFTER_TRADING = '17:00:00';

/**
 * The rows of the section of exercised, assigned and expired options that are none of the trades. Most queries list them among the
 * trades too, as booked ones: those have the same id, or say the same of the same day.
 */
export function endingsApart(
  elements: readonly Element[],
  kept: readonly Execution[],
  moments: Moments,
): readonly { readonly line: number; readonly read: () => DraftFill }[] {
  const [ids, says] = [new Set(kept.map(({ tradeId }) => tradeId)), new Set(kept.map(({ fill }) => saysOf(fill)))];
  return elements
    .filter(({ name, attributes }) => name === 'OptionEAE' && attributes['transactionType'] !== undefined)
    .flatMap((element) => {
      const { tradeID = '' } = element.attributes;
      if (tradeID !== '' && ids.has(tradeID)) return [];
      const read = () => endingIn(element, moments);
      return isAmong(says, read) ? [] : [{ line: element.line, read }];
    });
}

function isAmong(says: ReadonlySet<string>, read: () => DraftFill): boolean {
  try {
    return says.has(saysOf(read()));
  } catch {
    // What is wrong with the row is told where it is read.
    return false;
  }
}

function saysOf({ instrument, quantity, price, moment }: DraftFill): string {
  return [instrumentKey(instrument), quantity, price, moment.written.slice(0, 10)].join(' ');
}

/** The section has days alone. What ends on one ends after what was traded on it. */
function endingIn({ line, attributes }: Element, moments: Moments): DraftFill {
  const { transactionType = '', date = '' } = attributes;
  const buySell = /^(?:buy|sell)$/i.test(transactionType) ? transactionType : '';
  const dateTime = `${date.trim()} ${AFTER_TRADING}`;
  const said = saidInElement({ line, name: 'Trade', attributes: { ...attributes, dateTime, buySell } });
  const { fill } = readExecution(line, said, moments);
  const { at, written } = fill.moment;
  const effect = knownIn(EFFECTS, transactionType);
  const moment = { at, written: written.slice(0, 10), precision: 'day' } as const;
  return { ...fill, account: null, moment, ...(effect ? { effect } : {}) };
}
