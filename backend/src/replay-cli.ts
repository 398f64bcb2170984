import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { NestFactory } from '@nestjs/core';
import { SingleBar } from 'cli-progress';
import { DataSource } from 'typeorm';
import { changesBetween } from '@singularity/domain';
import type { Change } from '@singularity/domain';
import { AppModule } from './app.module.js';
import { loadDatabaseConfig } from './config.js';
import type { Config } from './config.js';
import { ledgerIds } from './database/ledgers.read.js';
import { NoLedger } from './database/no-ledger.js';
import { ConcurrencyLimiter } from './runtime/concurrency-limiter.js';
import { Replay } from './event-store/replay.js';
import type { Checked, Watch } from './event-store/replay.js';

const USAGE = `npm run replay                       rebuilds what members see from their events
npm run replay -- --check            changes nothing, and names every row that the events would make otherwise
npm run replay -- --user <id>        for one member, by their id here or at Discord
npm run replay -- --parallel <n>     so many ledgers side by side, at most one for each connection of the pool`;

/** More would only wait for one another: all of them are worked out in one process. */
const USUAL_PARALLEL = 4;
/** Of one ledger; who wants to see more can look for themselves. */
const MOST_DIFFERENCES_SAID = 100;

export interface ReplayOptions {
  readonly check: boolean;
  /** The id of one member, here or at Discord. */
  readonly user?: string | undefined;
  /** How many ledgers side by side. */
  readonly parallel?: number | undefined;
}

type Say = (line: string) => void;

interface Report {
  readonly outcome: 'fine' | 'different' | 'failed';
  readonly events: number;
  readonly lines: readonly string[];
}

/**
 * Rebuilds or checks the rows of all members. Whether all went well: no ledger failed, which stops that one alone, and
 * with `check` no row was different.
 */
export async function replayLedgers(
  { database }: Pick<Config, 'database'>,
  options: ReplayOptions,
  say: Say,
): Promise<boolean> {
  const archive = { module: class ReplayTool {}, imports: AppModule.archive({ database }) };
  const app = await NestFactory.createApplicationContext(archive, { logger: ['fatal', 'error', 'warn'] });
  try {
    const members: string[] = [];
    for await (const ids of ledgerIds(app.get(DataSource), options.user)) members.push(...ids);
    if (members.length === 0 && options.user !== undefined) say(`There is no member ${options.user}.`);
    const usual = Math.min(USUAL_PARALLEL, Math.ceil(database.poolSize / 2));
    const limiter = new ConcurrencyLimiter(Math.min(options.parallel ?? usual, database.poolSize));
    const begin = performance.now();
    const bar = progressBar(members.length);
    const replays = members.map((userId) =>
      limiter.run(() => replayLedger(app.get(Replay), userId, options.check, bar.part())),
    );
    const reports = await Promise.all(replays).finally(bar.end);
    reports.flatMap(({ lines }) => lines).forEach(say);
    say(summaryOf(reports, performance.now() - begin));
    return reports.every(({ outcome }) => outcome === 'fine') && (members.length > 0 || options.user === undefined);
  } finally {
    await app.close();
  }
}

async function replayLedger(replay: Replay, userId: string, check: boolean, watch: Watch): Promise<Report> {
  try {
    if (check) {
      const checked = await replay.check(userId, watch);
      const outcome = checked.count === 0 ? 'fine' : 'different';
      return { outcome, events: checked.events, lines: linesOf(userId, checked) };
    }
    const { events, rows, underLock } = await replay.rebuild(userId, watch);
    const said = `${userId}: rebuilt from ${events} events, rows mended: ${rows}.`;
    return { outcome: 'fine', events, lines: [underLock ? `${said} Their commands had to wait.` : said] };
  } catch (error) {
    const outcome = error instanceof NoLedger ? 'fine' : 'failed';
    return { outcome, events: 0, lines: [`${userId}: ${error instanceof Error ? error.message : String(error)}`] };
  }
}

function summaryOf(reports: readonly Report[], ms: number): string {
  const count = (outcome: Report['outcome']) => reports.filter((report) => report.outcome === outcome).length;
  const events = reports.reduce((all, report) => all + report.events, 0);
  const speed = Math.round((events * 1_000) / ms).toLocaleString('en');
  return `Members: ${reports.length}, failed: ${count('failed')}, different: ${count('different')}. Events: ${events}, ${speed} a second.`;
}

function linesOf(userId: string, { count, differences }: Checked): readonly string[] {
  if (count === 0) return [`${userId}: as the events say.`];
  const said = differences.slice(0, MOST_DIFFERENCES_SAID);
  return [
    `${userId}: differences: ${count}.`,
    ...said.map(({ table, key, expected, found }) => `  ${table} ${key}: ${faultOf(expected, found)}`),
    ...(said.length < count ? [`  and ${count - said.length} more.`] : []),
  ];
}

function faultOf(expected: object | null, found: object | null): string {
  if (!found) return 'is missing.';
  if (!expected) return 'should not be there.';
  const changes = Object.entries(changesBetween(found, expected)) as [string, Change<unknown>][];
  return changes
    .map(([field, { from, to }]) => `${field} is ${JSON.stringify(from)} and should be ${JSON.stringify(to)}.`)
    .join(' ');
}

/** One for all ledgers, each a part of it. Where nobody watches, cli-progress draws nothing. */
function progressBar(ledgers: number): { part: () => Watch; end: () => void } {
  const format = `{bar} {percentage} %  ledgers: ${ledgers}, {eta_formatted} to go`;
  const bar = new SingleBar({ format, clearOnComplete: true, hideCursor: true });
  bar.start(ledgers, 0);
  let all = 0;
  const part = () => {
    let own = 0;
    const progress = (done: number) => {
      bar.update((all += done - own));
      own = done;
    };
    return { progress };
  };
  return { part, end: () => bar.stop() };
}

function readOptions(): ReplayOptions | null {
  try {
    const { values } = parseArgs({
      options: { check: { type: 'boolean', default: false }, user: { type: 'string' }, parallel: { type: 'string' } },
    });
    const { parallel = '', ...options } = values;
    if (!/^([1-9]\d{0,2})?$/.test(parallel)) return null;
    return { ...options, parallel: parallel === '' ? undefined : Number(parallel) };
  } catch {
    return null;
  }
}

function run(options: ReplayOptions): Promise<boolean> {
  return replayLedgers(loadDatabaseConfig(), options, (line) => process.stdout.write(`${line}\n`));
}

// An old Node.js does not say, and is then refused aloud.
if (import.meta.main !== false) {
  // A replay makes and drops much and keeps little: so the heap stays near what is kept.
  setFlagsFromString('--heap-growing-percent=40');
  const options = readOptions();
  if (!options) {
    process.stderr.write(`${USAGE}\n`);
    process.exit(2);
  }
  try {
    process.exit((await run(options)) ? 0 : 1);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
