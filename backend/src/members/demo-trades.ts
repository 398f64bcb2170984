import { decimal, exactly, toText } from '@singularity/domain';
import type { NewAccount, DecimalText, Day, Direction, Execution, Instant, TradeFields } from '@singularity/domain';
import { Chance } from './chance.js';
import { DEMO_INSTRUMENTS } from './demo-market.js';
import type { DemoInstrument } from './demo-market.js';

export interface DemoTrade {
  /** Index of its account among `DEMO_ACCOUNTS`. */
  readonly account: number;
  readonly fields: Omit<TradeFields, 'accountId'>;
  readonly executions: readonly Omit<Execution, 'id'>[];
}

export const DEMO_ACCOUNTS: readonly NewAccount[] = [
  {
    platform: 'Webull',
    name: 'Stocks and options',
    externalId: null,
    startingBalance: exactly(25_000),
    currency: 'USD',
  },
  { platform: 'TopstepX', name: 'Futures', externalId: null, startingBalance: exactly(50_000), currency: 'USD' },
];

const SEED = 20_260_105;
const TRADES = 120;
const DAYS = 120;
/** The last ones have no exit yet. */
const STILL_OPEN = 4;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Within the hours of the New York exchanges in summer and in winter: from 14:35 UTC for almost five hours. */
const SESSION = { opens: 14 * 60 + 35, minutes: 290 } as const;

const SETUPS = ['breakout', 'pullback', 'reversal', 'trend', 'range'];
const MISTAKES = ['late entry', 'oversized', 'moved stop'];
const GOOD_NOTES = ['Waited for the retest and took the plan.', 'Clean entry, let it run.', 'Scaled out as planned.'];
const BAD_NOTES = ['Entered before the confirmation.', 'Fought the trend.', 'The stop was right, the size was not.'];

/**
 * The trades of the four months before a moment, in order of their entries: always the same for the same day. A bit
 * more than half of them win, and wins are larger than losses; the last ones, and those whose exit lies ahead, are open.
 */
export function demoTrades(until: Instant): readonly DemoTrade[] {
  const chance = new Chance(SEED);
  const days = tradingDays(until);
  return Array.from({ length: TRADES }, (_, index) => {
    const day = days[Math.floor((index * days.length) / TRADES)] ?? 0;
    const enteredAt = day + (SESSION.opens + chance.whole(0, SESSION.minutes)) * MINUTE;
    const open = index >= TRADES - STILL_OPEN;
    return demoTrade(chance, enteredAt, open ? enteredAt : Date.parse(until));
  }).sort((a, b) => (at(a) < at(b) ? -1 : 1));
}

function at({ executions }: DemoTrade): Instant {
  return executions[0]?.at ?? ('' as Instant);
}

/** Midnights in UTC of the weekdays before the day of `until`. */
function tradingDays(until: Instant): readonly number[] {
  const today = Math.floor(Date.parse(until) / DAY) * DAY;
  const all = Array.from({ length: DAYS }, (_, index) => today - (DAYS - index) * DAY);
  return all.filter(isWeekday);
}

function isWeekday(time: number): boolean {
  return new Date(time).getUTCDay() % 6 !== 0;
}

function demoTrade(chance: Chance, enteredAt: number, until: number): DemoTrade {
  const instrument = chance.oneOf(DEMO_INSTRUMENTS);
  const side = instrument.assetType === 'option' ? chance.weighted('sell' as const, 0.2, 'buy' as const) : null;
  const direction = directionFrom(chance, instrument);
  const favourable = direction === 'SHORT' || side === 'sell' ? -1 : 1;
  const entry = chance.whole(-instrument.range, instrument.range);
  const gain = gainInTicks(chance, instrument.risk);
  const good = gain > 0;
  const exits = [entry + favourable * gain];
  if (good && chance.happens(0.2)) exits.unshift(entry + favourable * Math.ceil(gain / 2));
  return {
    account: instrument.account,
    fields: {
      symbol: instrument.symbol,
      assetType: instrument.assetType,
      direction,
      side,
      ...contractFrom(chance, instrument, enteredAt),
      multiplier: null,
      stopPrice: priceAt(instrument, entry - favourable * instrument.risk),
      notes: chance.happens(0.3) ? chance.oneOf(good ? GOOD_NOTES : BAD_NOTES) : null,
      tags: [chance.oneOf(SETUPS), ...(!good && chance.happens(0.35) ? [chance.oneOf(MISTAKES)] : [])],
    },
    executions: executionsOf(instrument, chance.oneOf(instrument.quantities), [
      { type: 'open', time: enteredAt, ticks: entry },
      ...exitTimes(chance, instrument, enteredAt, exits.length).map(
        (time, index) => ({ type: 'close', time, ticks: exits[index] ?? entry }) as const,
      ),
    ]).filter(({ at: filledAt }) => Date.parse(filledAt) <= until),
  };
}

/** How far a trade goes the right way; a few come out where they went in. */
function gainInTicks(chance: Chance, risk: number): number {
  if (chance.happens(0.04)) return 0;
  return chance.happens(0.56) ? chance.whole(risk * 0.4, risk * 2.2) : -chance.whole(risk * 0.3, risk * 1.05);
}

function directionFrom(chance: Chance, { assetType }: DemoInstrument): Direction {
  if (assetType === 'option') return chance.weighted('PUT', 0.4, 'CALL');
  return chance.weighted('SHORT', assetType === 'crypto' ? 0 : 0.35, 'LONG');
}

/** Strike and expiration, a Friday two to three weeks ahead, of what has them. */
function contractFrom(
  chance: Chance,
  { strikes }: DemoInstrument,
  enteredAt: number,
): Pick<TradeFields, 'strike' | 'expiration'> {
  if (!strikes) return { strike: null, expiration: null };
  const weekday = new Date(enteredAt).getUTCDay();
  const friday = new Date(enteredAt + (14 + 5 - weekday) * DAY).toISOString().slice(0, 10);
  return { strike: exactly(strikes.nearest + strikes.step * chance.whole(-2, 2)), expiration: friday as Day };
}

/** Futures and half of the rest are out within the session, others days later, at the same hour of a weekday. */
function exitTimes(chance: Chance, { assetType }: DemoInstrument, enteredAt: number, count: number): readonly number[] {
  const overnight = assetType !== 'future' && chance.happens(0.5);
  const times: number[] = [];
  let time = enteredAt;
  for (let exit = 0; exit < count; exit++) {
    time += overnight ? chance.whole(1, 4) * DAY : chance.whole(4, 45) * MINUTE;
    while (!isWeekday(time)) time += DAY;
    times.push(time);
  }
  return times;
}

/** Two exits take half each. */
function executionsOf(
  instrument: DemoInstrument,
  quantity: string,
  fills: readonly { type: 'open' | 'close'; time: number; ticks: number }[],
): DemoTrade['executions'] {
  const exits = fills.length - 1;
  return fills.map(({ type, time, ticks }) => {
    const part = decimal(exactly(quantity)).div(type === 'open' ? 1 : exits);
    return {
      type,
      at: new Date(time).toISOString() as Instant,
      quantity: toText(part),
      price: priceAt(instrument, ticks),
      fees: toText(decimal(exactly(instrument.fee)).times(part).toDecimalPlaces(2)),
    };
  });
}

function priceAt({ price, tick }: DemoInstrument, ticks: number): DecimalText {
  return toText(decimal(exactly(price)).plus(decimal(exactly(tick)).times(ticks)));
}
