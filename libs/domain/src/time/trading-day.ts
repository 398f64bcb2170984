import { calendarOf } from './day.js';
import type { Calendar, Day } from './day.js';
import { toInstant } from './instant.js';
import type { Instant } from './instant.js';

export const TRADING_DAYS = ['midnight', 'session'] as const;
/** When an account's day begins: at midnight in the member's time zone, or with the futures session. */
export type TradingDay = (typeof TRADING_DAYS)[number];

/** Platforms for futures, whose daily P&L is that of a session. */
const SESSION_PLATFORMS = ['topstepx', 'tradovate', 'ninjatrader'];

/** What an account at a platform begins with. */
export function usualTradingDay(platform: string): TradingDay {
  return SESSION_PLATFORMS.includes(platform.trim().toLowerCase()) ? 'session' : 'midnight';
}

const EXCHANGE = calendarOf('America/Chicago');
const SEVEN_HOURS = 7 * 3_600_000;

/**
 * The days of futures sessions: each begins at 17:00 in Chicago on the day before, as at CME Group. No clock change there
 * lies between 17:00 and midnight, so the seven hours are always seven hours.
 */
export const SESSION_CALENDAR: Calendar = {
  dayOf: (at) => EXCHANGE.dayOf(later(at, SEVEN_HOURS)),
  hourOf: (at) => EXCHANGE.hourOf(at),
  startOf: (day) => later(EXCHANGE.startOf(day), -SEVEN_HOURS),
  clock: () => EXCHANGE.clock().map(({ from, offset }) => ({ from: from - SEVEN_HOURS, offset: offset + SEVEN_HOURS })),
};

function later(at: Instant, milliseconds: number): Instant {
  return toInstant(new Date(Date.parse(at) + milliseconds));
}

/** Whose days are which. */
export interface DayRules {
  readonly timeZone: string;
  /** The ids of the accounts whose days are futures sessions. */
  readonly sessionAccounts: readonly string[];
}

/** What counts on a day: that of its account, or without an account that of the member. */
export interface Dated {
  readonly at: Instant;
  readonly accountId: string | null;
}

export interface TradingDays {
  dayOf(item: Dated): Day;
  /** What the clock in the member's time zone says, 0 to 23. */
  hourOf(item: Dated): number;
}

export function tradingDaysOf({ timeZone, sessionAccounts }: DayRules): TradingDays {
  const own = calendarOf(timeZone);
  const sessions = new Set(sessionAccounts);
  const calendarFor = (accountId: string | null) =>
    accountId !== null && sessions.has(accountId) ? SESSION_CALENDAR : own;
  return {
    dayOf: ({ at, accountId }) => calendarFor(accountId).dayOf(at),
    hourOf: ({ at }) => own.hourOf(at),
  };
}
