import { signIn } from '../bench/bench-client.js';
import { AppProcess, PEOPLE, prepareApp } from './app.js';
import { startCluster } from './cluster.js';
import { fuzzApp } from './fuzz/campaign.js';
import type { Tally } from './fuzz/tally.js';
import type { Finding, Scenario } from './scenario.js';

const POOL = 10;
const LANES = 12;
const SIZES = { brief: 2_000, quick: 200_000, long: 1_000_000 } as const;
const MOST_MS = 10_000;

const UNCHECKED = 'requests that are not validated';
const UNTRUE = 'answers that the document does not describe';
/** What the harness has the app load before anything else. */
const PRELOADS: Readonly<Record<string, string>> = {
  [UNCHECKED]: 'without-validation.js',
  [UNTRUE]: 'untrue-answers.js',
};

/** Need what is not there: a market source, or a digest, of which the first is signed after a minute or so. */
const NEVER_DONE = /^GET \/api\/(market|user\/ledger\/digests\/\{day\})/;

/** Requests to every operation of the OpenAPI document, valid, nearly valid and hostile: the app keeps its word on each. */
export const fuzz: Scenario = {
  name: 'fuzz',
  controls: [UNCHECKED, UNTRUE],
  async run(run) {
    const { database } = await startCluster(run, POOL);
    const env = await prepareApp(run, database.url, POOL);
    const app = await AppProcess.start(run, { ...env, QUOTES_PER_MINUTE: '1000000' }, PRELOADS[run.sabotage ?? '']);
    const wanted = SIZES[run.size];
    const begun = Date.now();
    let asked = 0;
    const tally = await fuzzApp({
      appUrl: app.url,
      signIns: PEOPLE.map((person) => () => signIn(app.url, person)),
      lanes: LANES,
      chance: run.chance,
      mostMs: MOST_MS,
      more: () => app.isRunning && run.goesOn(asked++, wanted),
    });
    return findingOf(tally, { wanted, asked, seconds: (Date.now() - begun) / 1_000, stillRuns: app.isRunning });
  },
};

interface Course {
  readonly wanted: number;
  /** Fewer where the time was over before. */
  readonly asked: number;
  readonly seconds: number;
  readonly stillRuns: boolean;
}

function findingOf(tally: Tally, { wanted, asked, seconds, stillRuns }: Course): Finding {
  const never = tally.neverDone().filter((name) => !NEVER_DONE.test(name));
  const classes = Object.entries(tally.classes()).map(([name, count]) => `${count} × ${name}`);
  const requests = `${tally.total} requests${asked < wanted ? `, until the time for ${wanted} was over` : ''}`;
  return {
    figure:
      `${tally.operations.length} operations, ${requests} (${Math.round(tally.total / seconds)} a second): ` +
      `${classes.sort().join(', ')}; ${tally.faults.length} faults, ${never.length} operations that never succeeded`,
    faults: [
      ...(stillRuns ? [] : ['The app has ended by itself.']),
      ...never.map((name) => `Never done: ${name}`),
      ...tally.faults,
    ],
  };
}
