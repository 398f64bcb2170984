import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { SingleBar } from 'cli-progress';
import { DataSource } from 'typeorm';
import { changesBetween } from '@singularity/domain';
import type { Change } from '@singularity/domain';
import { AppModule } from './app.module.js';
import { loadDatabaseConfig } from './config.js';
import type { Config } from './config.js';
import { migrate } from './database/migrate.js';
import { NoLedger } from './event-store/events.table.js';
import { Replay } from './event-store/replay.js';
import type { Difference, Progress } from './event-store/replay.js';
import { startLocalDatabase } from './local/local-world.js';

const USAGE = `npm run replay                       rebuilds what members see from their events
npm run replay -- --check            changes nothing, and names every row that the events would make otherwise
npm run replay -- --user <id>        for one member, by their id here or at Discord`;

export interface ReplayOptions {
  readonly check: boolean;
  /** The id of one member, here or at Discord. */
  readonly user?: string | undefined;
}

type Say = (line: string) => void;
type Outcome = 'fine' | 'different' | 'failed';

/**
 * Rebuilds or checks the rows of all members, one after the other. Whether all went well: no ledger failed, which stops
 * that one alone, and with `check` no row was different.
 */
export async function replayLedgers(
  { database }: Pick<Config, 'database'>,
  options: ReplayOptions,
  say: Say,
): Promise<boolean> {
  const archive = { module: class ReplayTool {}, imports: AppModule.archive({ database }) };
  const app = await NestFactory.createApplicationContext(archive, { logger: ['fatal', 'error', 'warn'] });
  try {
    const members = await listMembers(app.get(DataSource), options.user);
    if (members.length === 0 && options.user !== undefined) say(`There is no member ${options.user}.`);
    const outcomes: Outcome[] = [];
    for (const [index, userId] of members.entries()) {
      const bar = progressBar(`member ${index + 1} of ${members.length}`);
      outcomes.push(await replayLedger(app.get(Replay), userId, { ...options, ...bar, say }));
    }
    const count = (outcome: Outcome) => outcomes.filter((other) => other === outcome).length;
    say(`Members: ${members.length}, failed: ${count('failed')}, different: ${count('different')}.`);
    return count('fine') === members.length && (members.length > 0 || options.user === undefined);
  } finally {
    await app.close();
  }
}

/** Identities are the one list of members, and of their demos, that no row level security hides. */
async function listMembers(dataSource: DataSource, user: string | undefined): Promise<readonly string[]> {
  const rows: { user_id: string }[] = await dataSource.query(
    `SELECT ledger.user_id FROM identity, LATERAL (VALUES (user_id), (demo_user_id)) ledger (user_id)
      WHERE ledger.user_id IS NOT NULL AND ($1::text IS NULL OR ledger.user_id::text = $1 OR discord_id = $1)
      ORDER BY created_at, ledger.user_id`,
    [user ?? null],
  );
  return rows.map((row) => row.user_id);
}

async function replayLedger(
  replay: Replay,
  userId: string,
  { check, progress, end, say }: { check: boolean; progress: Progress; end: () => void; say: Say },
): Promise<Outcome> {
  try {
    const result = check ? await replay.check(userId, progress) : await replay.rebuild(userId, progress);
    end();
    if (typeof result === 'number') say(`${userId}: rebuilt from ${result} events.`);
    else sayDifferences(userId, result, say);
    return typeof result === 'number' || result.length === 0 ? 'fine' : 'different';
  } catch (error) {
    end();
    say(`${userId}: ${error instanceof Error ? error.message : String(error)}`);
    return error instanceof NoLedger ? 'fine' : 'failed';
  }
}

function sayDifferences(userId: string, differences: readonly Difference[], say: Say): void {
  say(`${userId}: ${differences.length === 0 ? 'as the events say' : `differences: ${differences.length}`}.`);
  for (const { table, key, expected, found } of differences) say(`  ${table} ${key}: ${faultOf(expected, found)}`);
}

function faultOf(expected: object | null, found: object | null): string {
  if (!found) return 'is missing.';
  if (!expected) return 'should not be there.';
  const changes = Object.entries(changesBetween(found, expected)) as [string, Change<unknown>][];
  return changes
    .map(([field, { from, to }]) => `${field} is ${JSON.stringify(from)} and should be ${JSON.stringify(to)}.`)
    .join(' ');
}

/** Where nobody watches, cli-progress draws nothing. */
function progressBar(what: string): { progress: Progress; end: () => void } {
  const bar = new SingleBar({ format: `{bar} {percentage} %  ${what}`, clearOnComplete: true, hideCursor: true });
  bar.start(1, 0);
  return { progress: (done) => bar.update(done), end: () => bar.stop() };
}

function readOptions(): ReplayOptions | null {
  try {
    const { values } = parseArgs({ options: { check: { type: 'boolean', default: false }, user: { type: 'string' } } });
    return values;
  } catch {
    return null;
  }
}

async function run(options: ReplayOptions): Promise<boolean> {
  const say: Say = (line) => process.stdout.write(`${line}\n`);
  const local = await startLocalDatabase();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void local.close().finally(() => process.exit(1)));
  try {
    const config = loadDatabaseConfig(local.env);
    local.notes.forEach(say);
    if (local.notes.length > 0) await migrate(config.database);
    return await replayLedgers(config, options, say);
  } finally {
    await local.close();
  }
}

if (import.meta.main) {
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
