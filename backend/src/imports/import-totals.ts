import type { Stated } from '@singularity/brokers';
import { decimal, multiplierOf, profitOf, roundTripsOf, sortOut, sum, toText } from '@singularity/domain';
import type { DecimalText, Execution, RoundTrip, SourcedFill } from '@singularity/domain';
import type { ImportPreview } from './imports.table.js';
import type { ReadImportFile } from './read-files.js';
import type { ToldBySource } from './told-fills.js';

/** The round trips of these files alone. */
export function ownTrips(told: readonly ToldBySource[]): readonly RoundTrip<SourcedFill>[] {
  return roundTripsOf(sortOut(told, []).fresh.map(({ fill }) => fill)).trips;
}

/** What the round trips of files come to, beside what the files say that state it. */
export function totalsOf(
  trips: readonly RoundTrip<SourcedFill>[],
  told: readonly ToldBySource[],
  files: readonly ReadImportFile[],
  own: string,
): ImportPreview['totals'] {
  const stating = files.filter(({ reading }) => (reading?.stated.length ?? 0) > 0);
  const names = new Set(stating.map(({ file }) => file.name));
  const inStating = sumsOf(ownTrips(told.filter(({ file }) => names.has(file))), own);
  return [...sumsOf(trips, own)].map(([currency, { gross, fees, net }]) => {
    const stated = stating
      .flatMap(({ reading }) => reading?.stated ?? [])
      .filter((each) => (each.currency ?? own) === currency);
    const ours = inStating.get(currency);
    return {
      currency,
      grossPnl: gross,
      fees,
      netPnl: net,
      stated:
        ours && stated.length > 0
          ? { ...statedIn(stated, stating.length), ourGrossPnl: ours.gross, ourNetPnl: ours.net }
          : null,
    };
  });
}

function statedIn(stated: readonly Stated[], files: number) {
  const summed = (field: 'grossPnl' | 'netPnl') => {
    const values = stated.flatMap((each) => each[field] ?? []);
    return values.length === 0 ? null : toText(sum(values.map(decimal)));
  };
  return { files, grossPnl: summed('grossPnl'), netPnl: summed('netPnl') };
}

/** What round trips realized, by currency. */
function sumsOf(trips: readonly RoundTrip<SourcedFill>[], own: string) {
  const groups = Map.groupBy(trips, ({ parts }) => parts[0]?.fill.currency ?? own);
  return new Map(
    [...groups].map(([currency, ofCurrency]) => {
      const realizations = ofCurrency.flatMap(realizationsOf);
      const total = (field: 'gross' | 'fees' | 'net') => toText(sum(realizations.map((each) => decimal(each[field]))));
      return [currency, { gross: total('gross'), fees: total('fees'), net: total('net') }];
    }),
  );
}

function realizationsOf(trip: RoundTrip<SourcedFill>) {
  const multiplier = multiplierIn(trip);
  if (!multiplier) return [];
  const { instrument, side, parts } = trip;
  const executions = parts.map(({ fill, type, quantity, fees }, index): Execution => ({
    id: String(index),
    type,
    at: fill.at,
    quantity,
    price: fill.price,
    fees,
  }));
  const direction = instrument.direction ?? (side === 'buy' ? 'LONG' : 'SHORT');
  return profitOf({ direction, side: instrument.direction ? side : null, multiplier, executions }).realizations;
}

/** What a point is worth of what was traded; null where neither the file, the member nor the contract table says it. */
export function multiplierIn({ instrument, parts }: RoundTrip<SourcedFill>): DecimalText | null {
  const said = parts.find(({ fill }) => fill.multiplier !== null)?.fill.multiplier ?? null;
  const multiplier = multiplierOf(instrument.assetType, instrument.symbol, said);
  return 'message' in multiplier ? null : multiplier.multiplier;
}
