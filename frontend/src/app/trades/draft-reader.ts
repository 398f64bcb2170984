import { exactly } from '@singularity/domain';
import type { DecimalText, Instant, Problem } from '@singularity/domain';
import { momentKnown, momentTyped } from '../ui/format/moment-text';
import { readNumber } from '../ui/format/number-text';

/** What every number may be. */
const ONE = exactly('1');
const NO_NUMBER = 'Enter a number of at most 18 digits.';

/** Collects what is wrong while it reads; what cannot be read becomes a stand-in that nobody gets to see. */
export class Reader {
  readonly problems: Problem[] = [];

  constructor(readonly timeZone: string) {}

  number(field: string, typed: string): DecimalText {
    if (typed.trim() === '') return this.fail(field, 'Enter a number.', ONE);
    return readNumber(typed) ?? this.fail(field, NO_NUMBER, ONE);
  }

  optionalNumber(field: string, typed: string): DecimalText | null {
    return typed.trim() === '' ? null : this.number(field, typed);
  }

  /** A time alone is meant on the day of the moment before it. */
  moment(field: string, typed: string, after?: Instant | null): Instant {
    const read = momentTyped(typed, this.timeZone, after);
    return 'at' in read ? read.at : this.fail(field, read.fault, '' as Instant);
  }

  /** A moment that may not be there. */
  known(typed = ''): Instant | null {
    return momentKnown(typed, this.timeZone);
  }

  /** All that is wrong, where the rules were asked in spite of stand-ins: without what they may say of those. */
  together(refused: readonly Problem[]): readonly Problem[] {
    const faulty = new Set(this.problems.map(({ field }) => field));
    const fills = this.problems.some(({ field }) => field.startsWith('executions.'));
    const further = refused.filter(({ field }) => {
      if (faulty.has(field) || (fills && /^executions(\.\d+\.(at|quantity))?$/.test(field))) return false;
      return !(field === 'multiplier' && faulty.has('symbol'));
    });
    return [...this.problems, ...further];
  }

  text(field: string, typed: string, limit: number): string {
    const text = typed.trim();
    return text.length <= limit ? text : this.fail(field, `At most ${limit} characters.`, text);
  }

  fail<T>(field: string, message: string, standIn: T): T {
    this.problems.push({ field, message });
    return standIn;
  }
}
