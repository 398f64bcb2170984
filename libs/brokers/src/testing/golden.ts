import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { decimal, multiplierOf, profitOf, roundTripsOf, sum, toText } from '@singularity/domain';
import type { Fill, RoundTrip } from '@singularity/domain';
import { readFile } from '../read-file.js';
import type { BrokerFigure, InLine, Noted, ReadOptions, Reading } from '../reading.js';

/**
 * Reads each file under `fixtures` beside a spec and compares all that it says with what was worked out by hand in the
 * `.golden.txt` of the same name. A name such as `trades@Asia-Tokyo.csv` answers the question for the zone, `@dmy` that for dates.
 */
export function goldenFixtures(specUrl: string): void {
  const folder = fileURLToPath(new URL('./fixtures/', specUrl));
  const files = readdirSync(folder).filter((name) => !name.endsWith('.golden.txt'));
  it.each(files)('%s says what was worked out by hand', async (name) => {
    const { reader, reading } = await readFile(readFileSync(folder + name), answersIn(name));
    const said =
      reading && reader ? reportOf(`${reader.platform} ${reader.kind}`, reading) : 'no reader knows this file\n';
    expect(said).toBe(readFileSync(`${folder}${name.replace(/\.[^.]+$/, '')}.golden.txt`, 'utf8'));
  });
}

function answersIn(name: string): ReadOptions {
  const answers = name
    .replace(/\.[^.]+$/, '')
    .split('@')
    .slice(1);
  const zone = answers.find((answer) => answer !== 'dmy' && answer !== 'mdy') ?? null;
  const order = answers.find((answer) => answer === 'dmy' || answer === 'mdy') as 'dmy' | 'mdy' | undefined;
  return { timeZone: zone && zone.replace('-', '/'), dateOrder: order ?? null };
}

/** All of a reading, a line for each thing that was found. */
function reportOf(kind: string, reading: Reading): string {
  const { trips, unmatched } = roundTripsOf(reading.fills);
  return [
    [kind],
    section('asks', reading.questions.map(({ field }) => field)),
    section('fills', reading.fills.map(fillText)),
    section('cash', reading.cash.map((each) => `${each.line}: ${each.at} ${each.reason} ${each.amount} ${each.currency ?? '?'} ${each.note}`.trim())),
    section('skipped', reading.skipped.map(notedText)),
    section('held', [...reading.held.map(notedText), ...unmatched.map(({ fill, quantity }) => `${fill.line}: ${quantity} closed that was never opened`)]),
    section('refused', reading.refused.map(notedText)),
    section('voided', reading.voided.map(({ line, key }) => `${line}: ${key}`)),
    section('figures', reading.figures.map(figureText)),
    section('balances', reading.balances.map(({ at, amount, currency }) => `${at} ${amount} ${currency}`)),
    section('held by the broker', reading.positions.flatMap(({ at, held }) => [at, ...held.map((instrument) => instrumentText({ instrument }))])),
    section('trades', trips.map(tripText)),
    section('total', totals(trips)),
    section('stated', reading.stated.map(({ currency, grossPnl, netPnl }) => `${currency ?? '?'} gross ${grossPnl ?? '–'} net ${netPnl ?? '–'}`)),
  ].flat().join('\n') + '\n'; // prettier-ignore
}

function section(name: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', name, ...lines.map((line) => `  ${line}`)];
}

function notedText({ line, reason }: Noted): string {
  return `${line}: ${reason}`;
}

function instrumentText({
  instrument: { assetType, symbol, direction, strike, expiration },
}: Pick<Fill, 'instrument'>): string {
  return [assetType, symbol, expiration, strike, direction].filter((part) => part !== null).join(' ');
}

function figureText({ line, at, precision, instrument, what, amount, currency, key }: InLine<BrokerFigure>): string {
  const when = precision === 'second' ? at : `${at}(${precision})`;
  const of = instrument ? instrumentText({ instrument }) : 'all';
  return `${line}: ${when} ${of} ${what} ${amount} ${currency} | ${key}`;
}

function fillText(fill: InLine<Fill>): string {
  const { line, at, precision, side, quantity, price, fees, effect, currency, account, multiplier, stopPrice, key } =
    fill;
  const when = precision === 'second' ? at : `${at}(${precision})`;
  const known = { fees: fees === '0' ? null : fees, effect, currency, account, multiplier, stop: stopPrice, key };
  const rest = Object.entries(known).flatMap(([name, value]) => (value === null ? [] : [`${name} ${value}`]));
  return `${line}: ${when} ${side} ${quantity} ${instrumentText(fill)} @ ${price} | ${rest.join(', ')}`;
}

function tradeOf(trip: RoundTrip<InLine<Fill>>) {
  const { instrument, side } = trip;
  const said = trip.parts.find(({ fill }) => fill.multiplier !== null)?.fill.multiplier ?? null;
  const multiplier = multiplierOf(instrument.assetType, instrument.symbol, said);
  if ('message' in multiplier) throw new Error(multiplier.message);
  return {
    direction: instrument.direction ?? (side === 'buy' ? ('LONG' as const) : ('SHORT' as const)),
    side: instrument.direction ? side : null,
    multiplier: multiplier.multiplier,
    executions: trip.parts.map(({ fill, type, quantity, fees }, index) => ({
      id: String(index), type, at: fill.at, quantity, price: fill.price, fees,
    })), // prettier-ignore
  };
}

function tripText(trip: RoundTrip<InLine<Fill>>): string {
  const trade = tradeOf(trip);
  const { gross, net } = profitIn(trip);
  const quantity = toText(
    sum(trade.executions.filter(({ type }) => type === 'open').map((each) => decimal(each.quantity))),
  );
  const position = trade.side ? `${trade.side} to open` : trade.direction.toLowerCase();
  const state = trip.open === '0' ? '' : `, ${trip.open} open`;
  return `${position} ${quantity} ${instrumentText(trip)}: ${trade.executions.length} fills, gross ${gross}, net ${net}${state}`;
}

function totals(trips: readonly RoundTrip<InLine<Fill>>[]): readonly string[] {
  if (trips.length === 0) return [];
  const profits = trips.map(profitIn);
  const of = (name: 'gross' | 'net') => toText(sum(profits.map((profit) => decimal(profit[name]))));
  return [`gross ${of('gross')}, net ${of('net')}`];
}

function profitIn(trip: RoundTrip<InLine<Fill>>) {
  const { realizations } = profitOf(tradeOf(trip));
  const of = (name: 'gross' | 'net') => toText(sum(realizations.map((each) => decimal(each[name]))));
  return { gross: of('gross'), net: of('net') };
}
