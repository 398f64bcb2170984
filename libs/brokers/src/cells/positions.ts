import { zero } from '@singularity/domain';
import type { Decimal, Instant } from '@singularity/domain';

interface Move {
  readonly at: Instant;
  /** Below zero where something left. */
  readonly change: Decimal;
}

/** What was held of each thing at any time, by all that came and left. */
export class Positions {
  private readonly moves = new Map<string, Move[]>();
  /** The moves in order of time, each with what was held after it; worked out once it is asked for. */
  private readonly courses = new Map<string, readonly { readonly at: Instant; readonly held: Decimal }[]>();

  move(of: string, at: Instant, change: Decimal): void {
    const known = this.moves.get(of);
    if (known) known.push({ at, change });
    else this.moves.set(of, [{ at, change }]);
    this.courses.delete(of);
  }

  heldAt(of: string, at: Instant): Decimal {
    const course = this.courseOf(of);
    let [low, high] = [0, course.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((course[middle]?.at ?? '') <= at) low = middle + 1;
      else high = middle;
    }
    return course[low - 1]?.held ?? zero;
  }

  private courseOf(of: string) {
    const known = this.courses.get(of);
    if (known) return known;
    let held: Decimal = zero;
    const inOrder = (this.moves.get(of) ?? []).toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
    const course = inOrder.map(({ at, change }) => {
      held = held.plus(change);
      return { at, held };
    });
    this.courses.set(of, course);
    return course;
  }
}
