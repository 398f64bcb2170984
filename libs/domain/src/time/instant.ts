declare const instant: unique symbol;

/** A moment: ISO 8601 in UTC with milliseconds, `2026-01-05T14:30:00.000Z`. Texts sort as the moments do. */
export type Instant = string & { readonly [instant]: true };

const RFC_3339 =
  /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** A moment as typed or sent, with an offset or Z and at most milliseconds; null for anything else and outside 1970–2099. */
export function parseInstant(input: string): Instant | null {
  const match = RFC_3339.exec(input);
  if (!match || !isDate(Number(match[1]), Number(match[2]), Number(match[3]))) return null;
  const at = toInstant(new Date(input));
  return at >= '1970' && at < '2100' ? at : null;
}

export function toInstant(date: Date): Instant {
  return date.toISOString() as Instant;
}

export function secondsBetween(from: Instant, to: Instant): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 1000);
}

/** Whether a year, month and day stand in the calendar: `Date` would turn 31 February into March. */
export function isDate(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
