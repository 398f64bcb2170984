import { Moments } from '../cells/moments.js';

/** Webull's API writes times in UTC: as ISO 8601, or in milliseconds since 1970. */
export const API_MOMENTS = new Moments([], { order: 'mdy', timeZone: 'UTC' }, { timeZone: null, dateOrder: null });
