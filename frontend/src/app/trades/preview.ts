import { exactly, figuresOf } from '@singularity/domain';
import type { TradeFigures } from '@singularity/domain';
import { isRead, readDraft } from './read-draft';
import type { DraftSetting } from './read-draft';
import type { ExecutionDraft, TradeDraft } from './trade-draft';

export interface Preview extends TradeFigures {
  readonly multiplier: string;
}

/**
 * The figures of a trade while it is typed. Symbol and times do not move the result of the simple form, so that one
 * need not wait for them; null while it takes more to say anything. A trade that had a stop before is measured by that.
 */
export function previewDraft(
  draft: TradeDraft,
  setting: DraftSetting,
  firstStop: string | null = null,
): Preview | null {
  const read = readDraft(draft, setting);
  const sound = isRead(read) ? read : readDraft(filledIn(draft), setting);
  if (!isRead(sound)) return null;
  const { details } = sound;
  const figures = figuresOf({ details, firstStop: firstStop === null ? details.stopPrice : exactly(firstStop) });
  return { ...figures, multiplier: details.multiplier };
}

const SOME_TIME = '2000-01-01T00:00:00';

function filledIn(draft: TradeDraft): TradeDraft {
  const entryAt = draft.entryAt || draft.exitAt || SOME_TIME;
  const exits = draft.exitPrice.trim() !== '';
  return {
    ...draft,
    symbol: draft.symbol.trim() || 'ANY',
    entryAt,
    exitAt: exits ? draft.exitAt || entryAt : '',
    executions: timed(draft.executions),
  };
}

/** The lines in which something stands; one without a time is taken to follow the line above it at once. */
function timed(executions: readonly ExecutionDraft[]): ExecutionDraft[] {
  const lines = executions.filter(({ quantity, price }) => (quantity + price).trim() !== '');
  let last = lines.find(({ at }) => at !== '')?.at ?? SOME_TIME;
  return lines.map((line) => ({ ...line, at: (last = line.at || last) }));
}
