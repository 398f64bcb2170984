import type { FillInstrument, Instant } from '@singularity/domain';
import type { Draft } from '../draft.js';
import type { Answers } from '../source/source.js';
import { itemsOf } from './item.js';
import type { Item } from './item.js';

/**
 * Tells what the answers to `positions` say is held, where they were asked for. One that cannot be read leaves all of them untold:
 * what is not named counts as not held.
 */
export function tellHolding(
  answers: Answers,
  draft: Draft,
  {
    path,
    tellsExpiry,
    instrumentOf,
  }: {
    readonly path: string;
    readonly tellsExpiry: boolean;
    readonly instrumentOf: (item: Item, at: Instant) => FillInstrument;
  },
): void {
  if (!answers.answers.some(({ call }) => call === 'positions')) return;
  const at = answers.at as Instant;
  const items = itemsOf(answers, 'positions', path).filter((item) => !/^-?[0.]+$/.test(item.said('quantity')));
  draft.row({ line: items[0]?.line ?? 1 }, () =>
    draft.holding({ account: null, at, held: items.map((item) => instrumentOf(item, at)), tellsExpiry }),
  );
}
