import { ZERO } from '@singularity/domain';
import type { DecimalText, Instant, Problem } from '@singularity/domain';
import { readNumber } from '../ui/format/number-text';
import { fromWallTime } from '../ui/format/zoned-time';

const NO_NUMBER = 'Please enter a number. This is not one, or it has too many digits.';

/** Collects what is wrong while it reads; what cannot be read becomes a stand-in that nobody gets to see. */
export class Reader {
  readonly problems: Problem[] = [];

  constructor(private readonly timeZone: string) {}

  number(field: string, typed: string): DecimalText {
    if (typed.trim() === '') return this.fail(field, 'Please enter a number.', ZERO);
    return readNumber(typed) ?? this.fail(field, NO_NUMBER, ZERO);
  }

  optionalNumber(field: string, typed: string): DecimalText | null {
    return typed.trim() === '' ? null : this.number(field, typed);
  }

  moment(field: string, typed: string): Instant {
    const nothing = '' as Instant;
    if (typed === '') return this.fail(field, 'Please enter the date and time.', nothing);
    return fromWallTime(typed, this.timeZone) ?? this.fail(field, 'This is not a date and time.', nothing);
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
