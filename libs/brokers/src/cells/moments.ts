import { calendarOf, DEFAULT_TIME_ZONE, toInstant } from '@singularity/domain';
import type { Instant, TimePrecision } from '@singularity/domain';
import { RowFault } from '../reading.js';
import type { DateOrder, Question, ReadOptions } from '../reading.js';
import { dateOrderOf, readWallTime } from './wall-time.js';

/** A moment out of a file. */
export interface Moment {
  readonly at: Instant;
  readonly precision: TimePrecision;
  /** As the file has it, in one spelling: the same whatever zone the member names, so that keys can be made of it. */
  readonly written: string;
}

/** What is known of the times of a kind of file before any is read. */
export interface MomentForm {
  /** The order of dates such as `03/04/2026`; `either` where exports follow the settings of the trader's computer. */
  readonly order: DateOrder | 'either';
  /** The zone of times that name none; null where it is the trader's own, which has to be asked. */
  readonly timeZone: string | null;
}

const NOON = 12 * 3_600_000;

/** Reads the times of one file. What the file leaves open becomes a question, once. */
export class Moments {
  private readonly order: DateOrder;
  private asksForZone = false;
  private readonly asksForOrder: boolean;

  /** `cells` are all the dates of the file: together they may tell what one alone does not. */
  constructor(
    cells: readonly string[],
    private readonly form: MomentForm,
    private readonly options: ReadOptions,
  ) {
    const told = form.order === 'either' ? dateOrderOf(cells) : form.order;
    this.asksForOrder = told === null;
    this.order = told === 'mdy' || told === 'dmy' ? told : (options.dateOrder ?? 'mdy');
  }

  read(cell: string): Moment {
    const { wall, precision, offset } = readWallTime(cell, this.order);
    const written = new Date(wall).toISOString().slice(0, precision === 'day' ? 10 : 23) + zoneText(offset);
    if (precision === 'day') return { at: this.inZone(wall + NOON, this.options.timeZone), precision, written };
    if (offset !== null) return { at: toInstant(new Date(wall - offset)), precision, written };
    const zone = this.form.timeZone ?? this.options.timeZone;
    this.asksForZone ||= zone === null;
    return { at: this.inZone(wall, zone), precision, written };
  }

  get questions(): readonly Question[] {
    const questions: Question[] = [];
    if (this.asksForZone)
      questions.push({ field: 'timeZone', message: 'In which time zone are the times in this file?' });
    if (this.asksForOrder && this.options.dateOrder === null)
      questions.push({
        field: 'dateOrder',
        message: 'Are the dates in this file month/day or day/month?',
        choices: ['mdy', 'dmy'],
      });
    return questions;
  }

  private inZone(wall: number, timeZone: string | null): Instant {
    const clock = calendarOf(timeZone ?? DEFAULT_TIME_ZONE).clock();
    const isOver = (index: number) => wall - (clock[index]?.offset ?? 0) >= (clock[index + 1]?.from ?? Infinity);
    let [low, high] = [0, clock.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isOver(middle)) low = middle + 1;
      else high = middle;
    }
    // An hour that comes twice is the first of them; one that is left out is read by the clock of before.
    const change = [low, low - 1].map((index) => clock[index]).find((each) => each && wall - each.offset >= each.from);
    if (!change) throw new RowFault('This time is before 1970.');
    return toInstant(new Date(wall - change.offset));
  }
}

function zoneText(offset: number | null): string {
  return offset === null ? '' : `${offset >= 0 ? '+' : '-'}${Math.abs(offset) / 60_000}`;
}
