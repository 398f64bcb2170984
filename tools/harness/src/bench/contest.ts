/** Something that is measured: does its work for about so long and tells how much it did per second. */
export interface Contestant {
  readonly name: string;
  /** In a few words: what is in it. */
  readonly note: string;
  measure(ms: number): Promise<number>;
}

/** What is compared with its yardstick, the first; all in one run, because only the ratios travel to another machine. */
export interface Contest {
  readonly title: string;
  readonly unit: string;
  readonly contestants: readonly [yardstick: Contestant, ...others: Contestant[]];
  /** Names of contestants that are compared with each other as well: the first ÷ the second. */
  readonly pairs?: readonly (readonly [name: string, other: string])[];
  /** Lets go of what it holds. */
  close(): Promise<void>;
}

/** How often each has its turn, and for how long at least: 0 where one piece of work takes long, and then nobody warms up. */
export interface Turns {
  readonly rounds: number;
  readonly ms: number;
}

export const USUAL: Turns = { rounds: 5, ms: 1_200 };
const WARM_UP_MS = 300;

/** Lets all take turns, round by round, and reports as a table. */
export async function hold(
  { title, unit, contestants, pairs = [], close }: Contest,
  { rounds: turns, ms } = USUAL,
): Promise<string> {
  const warmUpMs = Math.min(WARM_UP_MS, ms);
  if (warmUpMs > 0) for (const contestant of contestants) await contestant.measure(warmUpMs);
  const rounds: number[][] = [];
  for (let round = 0; round < turns; round++) {
    const speeds: number[] = [];
    for (const contestant of contestants) speeds.push(await contestant.measure(ms));
    rounds.push(speeds);
  }
  await close();
  const place = (wanted: string) => contestants.findIndex(({ name }) => name === wanted);
  return [
    title,
    toRow('', '', { median: unit, ratio: 'ratio (lowest – highest)' }),
    ...contestants.map(({ name, note }, index) =>
      toRow(name, note, {
        median: Math.round(median(rounds.map((speeds) => speeds[index] ?? 0))).toLocaleString('en'),
        ratio: index === 0 ? '1' : ratioOf(rounds, index, 0),
      }),
    ),
    ...pairs.map(([name, other]) =>
      toRow(`${name} ÷ ${other}`, '', { median: '', ratio: ratioOf(rounds, place(name), place(other)) }),
    ),
  ].join('\n');
}

/** Of two in the same round, so that what the machine did meanwhile hits both: the median, the lowest and the highest. */
function ratioOf(rounds: readonly (readonly number[])[], one: number, other: number): string {
  const ratios = rounds.map((speeds) => (speeds[one] ?? 0) / (speeds[other] ?? 1));
  const [low, high] = [Math.min(...ratios), Math.max(...ratios)].map((ratio) => ratio.toFixed(2));
  return `${median(ratios).toFixed(2)} (${low} – ${high})`;
}

function toRow(name: string, note: string, { median, ratio }: { median: string; ratio: string }): string {
  return `  ${name.padEnd(34)} ${median.padStart(12)}   ${ratio.padEnd(26)} ${note}`.trimEnd();
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Runs `once` over and over in so many lanes side by side; gives how often per second it was done. */
export async function perSecond(lanes: number, ms: number, once: (lane: number) => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  let done = 0;
  const run = async (lane: number) => {
    for (; performance.now() - begin < ms; done++) await once(lane);
  };
  await Promise.all(Array.from({ length: lanes }, (_, lane) => run(lane)));
  return (done * 1_000) / (performance.now() - begin);
}
