import { Injectable } from '@nestjs/common';
import { toInstant } from '@singularity/domain';
import type { Instant } from '@singularity/domain';

/** The time, asked for in one place, so that a test can set it. */
@Injectable()
export class Clock {
  now(): Instant {
    return toInstant(new Date());
  }
}
