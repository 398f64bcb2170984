import { Injectable } from '@nestjs/common';
import type { PipeTransform } from '@nestjs/common';
import { parseDay } from '@singularity/domain';
import type { Day } from '@singularity/domain';
import { notFound } from './problem.js';

/** A day in a path. What is no day at all is not there. */
@Injectable()
export class DayPipe implements PipeTransform<string, Day> {
  transform(value: string): Day {
    const day = parseDay(value);
    if (!day) throw notFound();
    return day;
  }
}
