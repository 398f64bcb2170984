import type { Problem, RecordedTrade } from '@singularity/domain';
import { momentKnown } from '../../ui/format/moment-text';
import { previewOf } from '../decide-trade';
import type { Preview } from '../decide-trade';
import type { ExecutionDraft, TradeDraft } from '../trade-draft';

/**
 * The figures of a trade while it is typed. Symbol, times and the terms of an option do not move the result of the simple
 * form, so that one need not wait for them; null while it takes more to say anything.
 */
export function previewDraft(
  draft: TradeDraft,
  read: (draft: TradeDraft) => { readonly trade: RecordedTrade } | readonly Problem[],
): Preview | null {
  for (const readable of [draft, filledIn(draft)]) {
    const sound = read(readable);
    if ('trade' in sound) return previewOf(sound.trade);
  }
  return null;
}

const SOME_DAY = '2000-01-01';
const SOME_TIME = `${SOME_DAY} 00:00`;

function filledIn(draft: TradeDraft): TradeDraft {
  return {
    ...draft,
    symbol: draft.symbol.trim() || 'ANY',
    strike: draft.strike.trim() || '1',
    expiration: draft.expiration || SOME_DAY,
    entryAt: SOME_TIME,
    exitAt: draft.exitPrice.trim() === '' ? '' : SOME_TIME,
    executions: timed(draft.executions),
  };
}

/** The lines that have a price; one without a time is taken to follow the line above it at once. */
function timed(executions: readonly ExecutionDraft[]): ExecutionDraft[] {
  const lines = executions.filter(({ price }) => price.trim() !== '');
  const isTimed = ({ at }: ExecutionDraft) => momentKnown(at, 'UTC') !== null;
  let last = lines.find(isTimed)?.at ?? SOME_TIME;
  return lines.map((line) => ({ ...line, at: (last = isTimed(line) ? line.at : last) }));
}
