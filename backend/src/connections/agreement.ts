import type { Agreement, Difference } from '@singularity/contract';
import { decimal, sum } from '@singularity/domain';
import type { DecimalText } from '@singularity/domain';

/** What a figure is of: a day in New York, an instrument, and what is stated of it. */
export interface FigureOf {
  readonly day: string;
  /** What is shown; empty for a figure of all that was traded. */
  readonly symbol: string;
  /** Tells options of one symbol apart. */
  readonly instrument: string;
  readonly what: string;
}

interface Figure extends FigureOf {
  readonly amount: DecimalText;
}

export interface TheirFigure extends Figure {
  /** Of how many figures it is the sum. */
  readonly count: number;
}

export interface OurFigure extends Figure {
  /** Whether all of it is straight from the broker. */
  readonly fromBroker: boolean;
}

const MOST_TOLD = 100;
/** Brokers round each figure to the cent, and we do not: by so much one may be off. */
const HALF_A_CENT = decimal('0.005' as DecimalText);

const REASONS = {
  missing: 'The journal has no trade of it: it was deleted, or waits for its opening.',
  unstated: 'The broker states nothing of it yet.',
  changed: 'Not all of these trades are straight from the broker: one was changed, typed in or came from a file.',
  otherDay: 'The broker counts some of it on another day: over all days, it is the same.',
  order: 'The broker may match purchases and sales in another order than first in, first out.',
} as const;

/** How the broker's own figures and ours agree, over the days that it states any for. Null where there is nothing to compare. */
export function agreementOf(theirs: readonly TheirFigure[], ours: readonly OurFigure[]): Agreement | null {
  if (theirs.length === 0) return null;
  const spans = spansOf(theirs);
  const isCompared = ({ what, day }: FigureOf) => {
    const span = spans.get(what);
    return span !== undefined && span.from <= day && day <= span.to;
  };
  const [theirsBy, oursBy] = [byKey(theirs), byKey(ours.filter(isCompared))];
  const keys = [...new Set([...theirsBy.keys(), ...oursBy.keys()])];
  const differs = keys.flatMap((key) => differenceOf(theirsBy.get(key), oursBy.get(key)));
  const told = explained(differs, theirs, ours);
  return {
    matches: keys.length - differs.length,
    compared: keys.length,
    differs: told.sort((a, b) => (a.day < b.day ? 1 : -1)).slice(0, MOST_TOLD),
  };
}

/** The first and the last day of which anything is stated, for each figure that is. */
function spansOf(theirs: readonly TheirFigure[]): ReadonlyMap<string, { readonly from: string; readonly to: string }> {
  const spans = new Map<string, { from: string; to: string }>();
  for (const { what, day } of theirs) {
    const span = spans.get(what) ?? { from: day, to: day };
    spans.set(what, { from: day < span.from ? day : span.from, to: day > span.to ? day : span.to });
  }
  return spans;
}

interface Apart {
  readonly of: FigureOf;
  readonly theirs: TheirFigure | undefined;
  readonly ours: OurFigure | undefined;
}

function byKey<Figure extends FigureOf>(figures: readonly Figure[]): ReadonlyMap<string, Figure> {
  return new Map(figures.map((figure) => [`${figure.day} ${figure.what} ${figure.instrument}`, figure]));
}

function differenceOf(theirs: TheirFigure | undefined, ours: OurFigure | undefined): readonly Apart[] {
  const of = theirs ?? ours;
  return of && !isSame(theirs ? [theirs] : [], ours ? [ours] : []) ? [{ of, theirs, ours }] : [];
}

function explained(
  differs: readonly Apart[],
  theirs: readonly TheirFigure[],
  ours: readonly OurFigure[],
): Difference[] {
  const totals = new Map<string, { theirs: TheirFigure[]; ours: OurFigure[] }>();
  const totalsOf = (of: FigureOf) => {
    const key = `${of.what} ${of.instrument}`;
    const known = totals.get(key) ?? { theirs: [], ours: [] };
    totals.set(key, known);
    return known;
  };
  for (const figure of theirs) totalsOf(figure).theirs.push(figure);
  for (const figure of ours) totalsOf(figure).ours.push(figure);
  return differs.map((apart) => {
    const { day, symbol, what } = apart.of;
    const total = totalsOf(apart.of);
    const reason = REASONS[reasonOf(apart, isSame(total.theirs, total.ours))];
    return { day, symbol, what, theirs: apart.theirs?.amount ?? null, ours: apart.ours?.amount ?? null, reason };
  });
}

function reasonOf({ theirs, ours }: Apart, isSameOverAllDays: boolean): keyof typeof REASONS {
  if (isSameOverAllDays) return 'otherDay';
  if (!ours) return 'missing';
  if (!ours.fromBroker) return 'changed';
  return theirs ? 'order' : 'unstated';
}

function isSame(theirs: readonly TheirFigure[], ours: readonly OurFigure[]): boolean {
  const rounded = theirs.reduce((count, figure) => count + figure.count, 0);
  return totalOf(theirs).minus(totalOf(ours)).abs().lte(HALF_A_CENT.times(rounded));
}

function totalOf(figures: readonly Figure[]) {
  return sum(figures.map(({ amount }) => decimal(amount)));
}
