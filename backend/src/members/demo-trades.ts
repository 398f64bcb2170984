import { decimal, exactly, toText } from '@singularity/domain';
import type { Decimal, DecimalText, Direction, Execution, ExecutionType, Side, TradeFields } from '@singularity/domain';
import { Chance } from './chance.js';
import type { DemoCalendar } from './demo-calendar.js';
import { DEMO_INSTRUMENTS } from './demo-market.js';
import type { DemoInstrument } from './demo-market.js';
import { FORTNIGHTS, MISTAKES, NOTES, OUTCOMES, SETUPS, TILT } from './demo-plan.js';
import type { DemoAccountKey, Outcome } from './demo-plan.js';
import { PriceWalks } from './demo-prices.js';

export interface DemoTrade {
  readonly key: string;
  /** Of a trade of the plan. */
  readonly outcome?: Outcome;
  readonly account: DemoAccountKey;
  readonly fields: Omit<TradeFields, 'accountId'>;
  readonly executions: readonly Omit<Execution, 'id'>[];
}

/** The number of a trading day, and minutes after midnight in New York. */
interface Moment {
  readonly day: number;
  readonly minutes: number;
}

interface Fill extends Moment {
  readonly type: ExecutionType;
  readonly ticks: number;
  readonly quantity: Decimal;
}

/** In trading days. */
export const FORTNIGHT = 10;
const SEED = 20_260_105;
const OPENING = 9 * 60 + 31;
const LAST_ENTRY = 15 * 60;
const LAST_EXIT = 15 * 60 + 58;
/** Half an hour after the futures session has begun. */
const EVENING = 18 * 60 + 30;
const EXPIRY = 16 * 60;

/** The trades of every fortnight of the plan. Chance draws the same whatever the dates are: only they change from day to day. */
export function demoTrades(calendar: DemoCalendar): readonly (readonly DemoTrade[])[] {
  const chance = new Chance(SEED);
  const walks = new PriceWalks(SEED);
  return FORTNIGHTS.map((outcomes, fortnight) => {
    const [first, last] = [fortnight * FORTNIGHT, (fortnight + 1) * FORTNIGHT - 1];
    const days = Array.from(outcomes, () => chance.whole(first, last)).sort((a, b) => a - b);
    return ([...outcomes] as Outcome[]).map((outcome, index) => ({
      key: `${fortnight}-${index}`,
      outcome,
      ...drawTrade({ chance, walks, calendar, last }, outcome, days[index] ?? first),
    }));
  });
}

interface Drawing {
  readonly chance: Chance;
  readonly walks: PriceWalks;
  readonly calendar: DemoCalendar;
  /** The last day on which it may end. */
  readonly last: number;
}

function drawTrade(drawing: Drawing, outcome: Outcome, day: number): Omit<DemoTrade, 'key' | 'outcome'> {
  const { chance, calendar } = drawing;
  const bet = drawBet(chance, outcome);
  const { instrument, direction, side, favourable } = bet;
  const ticks = drawPrice(drawing, bet, day);
  const quantity = decimal(exactly(chance.oneOf(instrument.quantities)));
  const entry = drawEntry(drawing, instrument, day);
  const position = { instrument, outcome, entry, ticks, quantity, favourable };
  const exits = bet.expires ? [{ ...drawExpiry(drawing, day), ticks: 0, quantity }] : drawExits(drawing, position);
  const expiresOn = bet.expires ? (exits[0]?.day ?? day) : null;
  return {
    account: instrument.account,
    fields: {
      ...{ symbol: instrument.symbol, assetType: instrument.assetType, direction, side, multiplier: null },
      ...contractOf(drawing, { instrument, direction, day, expiresOn }),
      // Of an option that was bought to hold, the premium is the risk.
      stopPrice: outcome === 'x' ? null : priceOf(instrument, ticks - favourable * instrument.risk),
      ...drawReview(chance, outcome),
    },
    executions: [{ ...entry, type: 'open' as const, ticks, quantity }, ...exits.map(asExit)].map((fill) =>
      toExecution(calendar, instrument, fill),
    ),
  };
}

function asExit(exit: Omit<Fill, 'type'>): Fill {
  return { ...exit, type: 'close' };
}

/** What is traded, and which way its price should go. */
interface Bet {
  readonly instrument: DemoInstrument;
  readonly direction: Direction;
  readonly side: Side | null;
  readonly favourable: 1 | -1;
  readonly expires: boolean;
}

function drawBet(chance: Chance, outcome: Outcome): Bet {
  const expires = outcome === 'x' || outcome === 'X';
  const instrument = chance.oneOf(DEMO_INSTRUMENTS.filter((one) => suits(one, outcome)));
  const direction = drawDirection(chance, instrument);
  const usual = chance.weighted('sell' as const, 0.2, 'buy' as const);
  const side = expires ? OUTCOMES[outcome] : instrument.on ? usual : null;
  return { instrument, direction, side, favourable: side === 'sell' || direction === 'SHORT' ? -1 : 1, expires };
}

/** What expires within days does so on any day, and only where no fee is asked is nothing won and nothing lost. */
function suits({ on, assetType }: DemoInstrument, outcome: Outcome): boolean {
  if (outcome === 'b') return assetType === 'stock';
  return (outcome !== 'x' && outcome !== 'X') || on?.daily === true;
}

/** In ticks: what it costs that day, or little where it will expire worthless. */
function drawPrice({ chance, walks }: Drawing, { instrument, expires }: Bet, day: number): number {
  const { symbol, assetType, tick, risk } = instrument;
  if (expires) return chance.whole(14, 30);
  const price = walks.on(day, `${symbol} ${assetType}`, instrument);
  return Math.round(price / Number(tick)) + Math.round(chance.whole(-risk, risk) / 2);
}

function drawDirection(chance: Chance, { assetType }: DemoInstrument): Direction {
  if (assetType === 'option') return chance.weighted('PUT', 0.4, 'CALL');
  return chance.weighted('SHORT', assetType === 'crypto' ? 0 : 0.35, 'LONG');
}

/** More in the morning than later; some futures in the evening, which is the next day of their account. */
function drawEntry({ chance, calendar, last }: Drawing, { assetType }: DemoInstrument, day: number): Moment {
  const [one, other] = [chance.whole(0, LAST_ENTRY - OPENING), chance.whole(0, LAST_ENTRY - OPENING)];
  const evening = assetType === 'future' && chance.happens(0.3) && day < last && calendar.isFollowed(day);
  return { day, minutes: evening ? EVENING + (one % 120) : OPENING + Math.min(one, other) };
}

/** At the close of the day, or of one of the next two. */
function drawExpiry({ chance, last }: Drawing, day: number): Moment {
  return { day: Math.min(day + chance.whole(0, 2), last), minutes: EXPIRY };
}

interface Position {
  readonly instrument: DemoInstrument;
  readonly outcome: Outcome;
  readonly entry: Moment;
  readonly ticks: number;
  readonly quantity: Decimal;
  readonly favourable: number;
}

/** All at once, or where it went well and can be halved in two steps, the first of them half way. */
function drawExits({ chance, last }: Drawing, position: Position): readonly Omit<Fill, 'type'>[] {
  const { instrument, outcome, entry, ticks, quantity, favourable } = position;
  const { least, most } = OUTCOMES[outcome] as { readonly least: number; readonly most: number };
  const gain = Math.round((instrument.risk * chance.whole(least, most)) / 100);
  const halved = chance.happens(outcome === 'R' ? 1 : outcome === 'W' ? 0.4 : 0) && !quantity.equals(1);
  const overnight = chance.happens(0.45) && instrument.assetType !== 'future' && outcome !== 'T' && entry.day < last;
  const [first, second] = [chance.whole(4, 50), chance.whole(5, 60)];
  const later = (minutes: number): Moment => {
    const at = entry.minutes + minutes;
    return { day: entry.day, minutes: entry.minutes >= EVENING ? at : Math.min(at, LAST_EXIT) };
  };
  const exit = overnight
    ? { day: Math.min(entry.day + 1 + (second % 4), last), minutes: OPENING + ((first * 7) % 380) }
    : later(first + second);
  const end = { ...exit, ticks: ticks + favourable * gain };
  if (!halved) return [{ ...end, quantity }];
  const half = quantity.isInteger() ? quantity.divToInt(2) : quantity.div(2);
  const partly = { ...later(first), ticks: ticks + favourable * Math.ceil(gain / 2) };
  return [
    { ...partly, quantity: half },
    { ...end, quantity: quantity.minus(half) },
  ];
}

interface Contract {
  readonly instrument: DemoInstrument;
  readonly direction: Direction;
  readonly day: number;
  readonly expiresOn: number | null;
}

/** Strike and expiration, of what has them: near the money, and a Friday of the week after unless it expires before. */
function contractOf(
  { walks, calendar, chance }: Drawing,
  contract: Contract,
): Pick<TradeFields, 'strike' | 'expiration'> {
  const { instrument, direction, day, expiresOn } = contract;
  if (!instrument.on) return { strike: null, expiration: null };
  const { step } = instrument.on;
  const nearest = Math.round(walks.on(day, `${instrument.symbol} stock`, instrument.on) / step);
  const strike = (nearest + (direction === 'PUT' ? -1 : 1) * chance.whole(0, 2)) * step;
  return {
    strike: exactly(strike),
    expiration: expiresOn === null ? calendar.fridayAfter(day, 1) : calendar.day(expiresOn),
  };
}

function drawReview(chance: Chance, outcome: Outcome): Pick<TradeFields, 'notes' | 'tags'> {
  const good = 'RWwbX'.includes(outcome);
  const setup = chance.oneOf<string>(good ? SETUPS.good : SETUPS.bad);
  const note = chance.oneOf<string>(good ? NOTES.good : NOTES.bad);
  const [noted, mistake] = [chance.happens(0.4), chance.happens(0.35) ? [chance.oneOf<string>(MISTAKES)] : []];
  if (outcome === 'T') return { notes: TILT.notes, tags: [setup, ...TILT.tags] };
  return { notes: noted ? note : null, tags: [setup, ...(good ? [] : mistake)] };
}

function toExecution(calendar: DemoCalendar, instrument: DemoInstrument, fill: Fill): Omit<Execution, 'id'> {
  // Nobody asks a fee for what has expired.
  const fee = fill.ticks === 0 ? 0 : instrument.fee;
  return {
    type: fill.type,
    at: calendar.at(fill.day, fill.minutes),
    quantity: toText(fill.quantity),
    price: priceOf(instrument, fill.ticks),
    fees: toText(decimal(exactly(fee)).times(fill.quantity).toDecimalPlaces(2)),
  };
}

function priceOf({ tick }: DemoInstrument, ticks: number): DecimalText {
  return toText(decimal(exactly(tick)).times(ticks));
}
