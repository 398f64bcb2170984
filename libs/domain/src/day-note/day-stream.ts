import { parseDay } from '../time/day.js';
import type { Day } from '../time/day.js';

/**
 * The id of a day's stream is the day itself, as a UUID of the version that leaves its content open (8): whoever knows the
 * day knows the stream, and a day has one.
 */
const PREFIX = '00000000-0000-8000-8000-0000';

export function dayStreamId(day: Day): string {
  return PREFIX + day.replaceAll('-', '');
}

/** The day of such a stream; null for any other id. */
export function dayOfStream(streamId: string): Day | null {
  const [, year, month, day] = /^00000000-0000-8000-8000-0000(\d{4})(\d{2})(\d{2})$/.exec(streamId) ?? [];
  return year ? parseDay(`${year}-${month}-${day}`) : null;
}
