import { Agent, request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { createPoster } from '../bench/bench-client.js';
import type { Pass } from '../bench/bench-client.js';
import { AppProcess, prepareApp } from './app.js';
import { ask, isDone, signInAll } from './client.js';
import type { Member } from './client.js';
import { ON_DISK, startCluster } from './cluster.js';
import { percentile } from './neighbours.js';
import type { Run, Scenario } from './scenario.js';
import { tradeOf } from './writers.js';

const POOL = 10;
const READERS = 100;
const TRADES = '/api/user/trades';
/** What the one member reads over and over. */
const READS = {
  list: `${TRADES}?limit=200`,
  csv: `${TRADES}.csv`,
  history: '/api/user/history?limit=200',
  explain: '/api/user/stats/explain?figure=netPnl&currency=USD',
  stats: '/api/user/stats?symbol=AAPL',
} as const;
/** Trades of that member, and pairs of spans for each kind of read. */
const SIZES = {
  brief: { trades: 300, pairs: 1, spanMs: 4_000 },
  quick: { trades: 2_000, pairs: 3, spanMs: 5_000 },
  long: { trades: 2_000, pairs: 9, spanMs: 8_000 },
} as const;
/** A span begins with a moment that does not count, in which all readers arrive at once and use up what is free. */
const LEAD_MS = 2_000;
const PAUSE_MS = 40;
const REFUSED_MS = 60_000;
/** How many times as long the slowest twentieth of the other member's answers may take. */
const MOST = 2;

const NO_LIMIT = 'an app that reads for everybody at once';

interface Setup {
  readonly appUrl: string;
  readonly reader: Member;
  readonly other: Member;
}

/** One member reads with a hundred programs at once: another hardly notices. Compared by spans with and without them. */
export const fairReads: Scenario = {
  name: 'fair-reads',
  controls: [NO_LIMIT],
  async run(run) {
    const { trades, pairs, spanMs } = SIZES[run.size];
    const cluster = await startCluster(run, POOL, {}, ON_DISK);
    const preload = run.sabotage === NO_LIMIT ? 'without-read-limit.js' : null;
    const app = await AppProcess.start(run, await prepareApp(run, cluster.database.url, POOL), preload);
    const [reader, other] = (await signInAll(app.url, 2)) as [Member, Member];
    const setup = { appUrl: app.url, reader, other };
    await Promise.all([fill(app.url, reader, trades), fill(app.url, other, 50)]);
    await span(setup, null, spanMs);
    const kinds = Object.keys(READS) as (keyof typeof READS)[];
    const spans: [kind: keyof typeof READS, alone: number, beside: number][] = [];
    while (run.goesOn(spans.length, pairs * kinds.length)) {
      const kind = kinds[spans.length % kinds.length] as keyof typeof READS;
      const took = { alone: 0, beside: 0 };
      // By turns first and second, so that neither always meets a warmer database.
      for (const which of spans.length % 2 === 0 ? (['alone', 'beside'] as const) : (['beside', 'alone'] as const))
        took[which] = percentile(await span(setup, which === 'alone' ? null : READS[kind], spanMs), 0.95);
      spans.push([kind, took.alone, took.beside]);
    }
    return judge(run, spans);
  },
};

function judge({ size }: Run, spans: readonly (readonly [kind: string, alone: number, beside: number])[]) {
  const ratios = [...Map.groupBy(spans, ([kind]) => kind)].map(([kind, of]) => {
    const ratio = percentile(
      of.map(([, alone, beside]) => beside / alone),
      0.5,
    );
    return { kind, ratio };
  });
  const ms = (values: readonly number[]) => `${Math.round(percentile(values, 0.5))} ms`;
  const shown = ratios.map(({ kind, ratio }) => `${kind} ${ratio.toFixed(2)}`).join(', ');
  return {
    figure:
      `${READERS} readers of one member with ${SIZES[size].trades} trades, ${spans.length} pairs of spans: p95 of another ` +
      `${ms(spans.map(([, alone]) => alone))} without and ${ms(spans.map(([, , beside]) => beside))} with, ratios ${shown}`,
    faults: ratios
      .filter(({ ratio }) => ratio > MOST)
      .map(({ kind, ratio }) => `Beside readers of ${kind} another waits ${ratio.toFixed(2)} times as long.`),
  };
}

async function fill(appUrl: string, member: Member, trades: number): Promise<void> {
  const post = createPoster(appUrl, 8);
  await Promise.all(
    Array.from({ length: 8 }, async (_, lane) => {
      for (let at = lane; at < trades; at += 8) await post(TRADES, member.pass, tradeOf(null, `Trade ${at}.`));
    }),
  );
}

/** What the other member's requests took, in milliseconds, while nothing else was read, or one path over and over. */
async function span({ appUrl, reader, other }: Setup, path: string | null, forMs: number): Promise<readonly number[]> {
  const begun = Date.now();
  const end = begun + forMs;
  const took: number[] = [];
  const work = async () => {
    for (let turn = 0; Date.now() < end; turn++) {
      const from = performance.now();
      const path = turn % 2 === 0 ? `${TRADES}?limit=50` : '/api/user/stats';
      const answer = await ask(appUrl, other, { method: 'GET', path });
      // Whoever is refused has waited for nothing.
      if (Date.now() > begun + LEAD_MS) took.push(isDone(answer) ? performance.now() - from : REFUSED_MS);
      await setTimeout(PAUSE_MS);
    }
  };
  const agent = new Agent({ keepAlive: true });
  const read = async (wanted: string) => {
    while (Date.now() < end) await readWhole(new URL(wanted, appUrl), reader.pass, agent);
  };
  await Promise.all([work(), ...(path === null ? [] : Array.from({ length: READERS }, () => read(path)))]);
  agent.destroy();
  return took;
}

/** Reads an answer to its end, and waits as it says where it is a refusal. */
function readWhole(url: URL, pass: Pass, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, headers: { ...pass } }, (answer) => {
      const { 'retry-after': seconds = '0' } = answer.headers;
      answer.resume().on('error', reject);
      answer.on('end', () => void setTimeout(1_000 * Number(seconds)).then(resolve));
    });
    sent.on('error', reject);
    sent.end();
  });
}
