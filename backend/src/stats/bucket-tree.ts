import type { Day } from '@singularity/domain';
import type { BucketName, BucketRow } from './day-stats.entity.js';

/** A bucket that finer ones make: those of one grain that begin in a span, by so many days before or after one of them. */
export interface Coarser extends BucketName {
  readonly finer: string;
  readonly from: Day;
  readonly to: Day;
  readonly one: Day;
  readonly step: number;
}

/** The key of a bucket that a change touches; with what finer ones make it of, unless it is one of the finest. */
export interface Touched extends BucketName, Partial<Omit<Coarser, keyof BucketName>> {
  /** How many times it is coarser than the finest. */
  readonly depth: number;
  /** `placeInOrder` of the first item that is added to it; null where one is taken from it. */
  readonly next: string | null;
}

/** What rows of buckets are to a tree of them. */
interface Branching<Row> {
  keyOf(row: object): string;
  /** The next coarser buckets that one is a part of. */
  coarserThan(bucket: BucketName): readonly Coarser[];
  /** Buckets in order as one, under a key. */
  joined(key: BucketName, rows: readonly [Row, ...Row[]]): Row;
}

/** What there is to make touched buckets of. */
interface Given<Row> {
  /** Rows that stand: of what is touched, and of what is finer where a bucket does not only grow. */
  readonly known: readonly Row[];
  /** The finest buckets of what is added alone. */
  readonly added: readonly Row[];
  /** The finest buckets of all that is in them: of those touched at least, where one of them does not only grow. */
  whole(): readonly Row[];
}

/** Buckets of short stretches of time, and those of longer ones that they make up; one may be a part of several. */
export class BucketTree<Row extends BucketRow> {
  constructor(private readonly branching: Branching<Row>) {}

  /** The finest buckets and all that they make. */
  with(finest: readonly Row[]): readonly Row[] {
    return [...finest, ...this.above(finest)];
  }

  /** All that the finest buckets make. */
  above(finest: readonly Row[]): readonly Row[] {
    const all: Row[] = [];
    for (let level = this.next(finest); level.length > 0; level = this.next(level))
      for (const row of level) all.push(row);
    return all;
  }

  /** The key of one of the finest buckets, with those of all that it is a part of. */
  touchedBy<Key extends BucketName>(finest: Key, next: string | null): readonly (Key & Touched)[] {
    const all: (Key & Touched)[] = [{ ...finest, depth: 0, next }];
    // Goes on to those that are put in on the way.
    for (const key of all)
      for (const coarser of this.branching.coarserThan(key)) all.push({ ...key, ...coarser, depth: key.depth + 1 });
    return all;
  }

  /** The touched buckets that have something in them, by their keys. */
  remade(touched: ReadonlyMap<string, Touched>, { known, added, whole }: Given<Row>): ReadonlyMap<string, Row> {
    const rows = new Rows(this.branching, known);
    const more = new Rows(this.branching, this.with(added));
    const inOrder = [...touched].toSorted(([, a], [, b]) => a.depth - b.depth);
    const onlyGrow = inOrder.every(([key, one]) => one.depth > 0 || comesLast(one, rows.get(key) ?? null));
    const finest = onlyGrow ? more : new Rows(this.branching, whole());
    const made = new Map<string, Row>();
    for (const [key, one] of inOrder) {
      const [standing, next] = [rows.get(key), more.get(key)];
      let row: Row | undefined;
      if (standing && next && comesLast(one, standing)) row = this.branching.joined(one, [standing, next]);
      else if (one.depth === 0) row = finest.get(key);
      else row = this.joined(one, rows.partsOf(key));
      rows.put(key, row);
      if (row) made.set(key, row);
    }
    return made;
  }

  private next(rows: readonly Row[]): readonly Row[] {
    const all = new Rows(this.branching, rows);
    const keys = new Map(rows.flatMap((row) => parentsOf(this.branching, row)));
    return [...keys].flatMap(([text, key]) => this.joined(key, all.partsOf(text)) ?? []);
  }

  private joined(key: BucketName, parts: readonly Row[]): Row | undefined {
    const [first, ...others] = parts.toSorted((a, b) => (a.day < b.day ? -1 : 1));
    return first && this.branching.joined(key, [first, ...others]);
  }
}

/** Whether what is added can be joined on to what stands, if anything does. */
function comesLast({ next }: Touched, standing: BucketRow | null): boolean {
  if (!standing) return true;
  const { last } = standing.rest;
  return next !== null && last !== null && last < next;
}

function parentsOf<Row extends BucketRow>(
  { keyOf, coarserThan }: Branching<Row>,
  row: Row,
): readonly (readonly [string, BucketName])[] {
  return coarserThan(row).map((name) => {
    const key = { ...row, ...name };
    return [keyOf(key), key];
  });
}

/** Rows by their keys, and by those of what they are parts of. */
class Rows<Row extends BucketRow> {
  private readonly byKey = new Map<string, Row>();
  /** Not before it is asked for: most of what is touched only grows. */
  private parts: Map<string, Set<string>> | null = null;

  constructor(
    private readonly branching: Branching<Row>,
    rows: readonly Row[],
  ) {
    for (const row of rows) this.put(branching.keyOf(row), row);
  }

  get(key: string): Row | undefined {
    return this.byKey.get(key);
  }

  put(key: string, row: Row | undefined): void {
    this.byKey.delete(key);
    if (!row) return;
    this.byKey.set(key, row);
    if (this.parts) this.sort(key, row, this.parts);
  }

  partsOf(key: string): readonly Row[] {
    this.parts ??= this.sorted();
    return [...(this.parts.get(key) ?? [])].flatMap((part) => this.byKey.get(part) ?? []);
  }

  private sorted(): Map<string, Set<string>> {
    const parts = new Map<string, Set<string>>();
    for (const [key, row] of this.byKey) this.sort(key, row, parts);
    return parts;
  }

  private sort(key: string, row: Row, parts: Map<string, Set<string>>): void {
    for (const [parent] of parentsOf(this.branching, row)) {
      const known = parts.get(parent);
      if (known) known.add(key);
      else parts.set(parent, new Set([key]));
    }
  }
}
