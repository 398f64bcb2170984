import { setTimeout } from 'node:timers/promises';
import { createPoster } from '../bench/bench-client.js';
import { AppProcess, prepareApp } from './app.js';
import { ask, isDone, signInAll } from './client.js';
import type { Command, Member } from './client.js';
import { ON_DISK, startCluster } from './cluster.js';
import type { Run, Scenario } from './scenario.js';
import { tradeOf } from './writers.js';

const POOL = 5;
const NEIGHBOURS = 3;
/** As many commands as the member's program sends side by side. */
const LANES = 16;
const TRADES = '/api/user/trades';
/** Trades to be added, and pairs of spans in which they are and are not. */
const SIZES = {
  brief: { trades: 0, rounds: 3, importingMs: 5_000 },
  quick: { trades: 0, rounds: 5, importingMs: 5_000 },
  long: { trades: 50_000, rounds: 15, importingMs: 30_000 },
} as const;
/** A span begins with a moment that does not count, in which all of an import arrives at once. */
const LEAD_MS = 1_000;
const ALONE_MS = 5_000;
const PAUSE_MS = 40;
/** How many times as long the slowest twentieth of the others' answers may take. */
const MOST = 2;

const NO_TURNS = 'an app where a member takes a connection for each of their commands';

interface Setup {
  readonly appUrl: string;
  readonly importer: Member;
  readonly neighbours: readonly Member[];
}

interface Span {
  /** What the others' requests took, in milliseconds. */
  readonly took: readonly number[];
  readonly added: number;
}

/** One member adds thousands of trades while others work: they hardly notice. Compared by spans with and without it. */
export const neighbours: Scenario = {
  name: 'neighbours',
  controls: [NO_TURNS],
  async run(run) {
    const cluster = await startCluster(run, POOL, {}, ON_DISK);
    const preload = run.sabotage === NO_TURNS ? 'without-turns.js' : null;
    const app = await AppProcess.start(run, await prepareApp(run, cluster.database.url, POOL), preload);
    const [importer, ...others] = (await signInAll(app.url, NEIGHBOURS + 1)) as [Member, ...Member[]];
    const setup = { appUrl: app.url, importer, neighbours: others };
    const { trades, rounds, importingMs } = SIZES[run.size];
    await span(setup, ALONE_MS, false);
    const [alone, beside]: [number[], number[]] = [[], []];
    let added = 0;
    const part = () => Math.min(alone.length / rounds, trades === 0 ? 1 : added / trades);
    while (run.goesOn(part(), 1)) {
      // By turns first and second, so that neither always meets a warmer or a fuller database.
      for (const importing of alone.length % 2 === 0 ? [false, true] : [true, false]) {
        const seen = await span(setup, importing ? importingMs : ALONE_MS, importing);
        (importing ? beside : alone).push(percentile(seen.took, 0.95));
        added += seen.added;
      }
    }
    return judge(run, { alone, beside, added });
  },
};

function judge(
  { size }: Run,
  { alone, beside, added }: { alone: readonly number[]; beside: readonly number[]; added: number },
) {
  const ratio = percentile(
    beside.map((p95, round) => p95 / (alone[round] ?? p95)),
    0.5,
  );
  const missing = added < SIZES[size].trades ? [`Only ${added} trades were added.`] : [];
  const ms = (values: readonly number[]) => `${Math.round(percentile(values, 0.5))} ms`;
  return {
    figure:
      `${added} trades of one member beside ${NEIGHBOURS} others, ${alone.length} pairs of spans: ` +
      `p95 of the others ${ms(alone)} without and ${ms(beside)} with, ratio ${ratio.toFixed(2)} (medians)`,
    faults: [...(ratio > MOST ? [`The others wait ${ratio.toFixed(2)} times as long.`] : []), ...missing],
  };
}

async function span({ appUrl, importer, neighbours: others }: Setup, forMs: number, importing: boolean): Promise<Span> {
  const begun = Date.now();
  const end = begun + forMs;
  const took: number[] = [];
  let added = 0;
  const work = async (member: Member) => {
    for (let turn = 0; Date.now() < end; turn++) {
      const asked = Date.now();
      const ms = await timed(appUrl, member, commandOf(turn));
      if (asked > begun + LEAD_MS) took.push(ms);
      await setTimeout(PAUSE_MS);
    }
  };
  const post = createPoster(appUrl, LANES);
  const add = async () => {
    while (Date.now() < end)
      await post(TRADES, importer.pass, tradeOf(null, 'One of many.')).then(
        () => added++,
        // So many at once may be told to come again later.
        () => setTimeout(1_000),
      );
  };
  await Promise.all([...others.map(work), ...(importing ? Array.from({ length: LANES }, add) : [])]);
  return { took, added };
}

/** What somebody does who adds a trade and looks at it. */
export function commandOf(turn: number): Command {
  if (turn % 3 === 0) return { method: 'POST', path: TRADES, body: tradeOf(null, 'Of a neighbour.') };
  return { method: 'GET', path: turn % 3 === 1 ? `${TRADES}?limit=50` : '/api/user/stats' };
}

async function timed(appUrl: string, member: Member, command: Command): Promise<number> {
  const from = performance.now();
  const answer = await ask(appUrl, member, command);
  if (!isDone(answer)) throw new Error('A neighbour was refused.');
  return performance.now() - from;
}

export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
