import 'reflect-metadata';
import type { DataSource } from 'typeorm';
import { loadDatabaseConfig } from './config.js';
import type { Config } from './config.js';
import { createAppDataSource } from './database/data-source.js';
import { ledgerIds } from './database/ledgers.read.js';
import { migrate } from './database/migrate.js';
import { Tenants } from './database/tenants.js';
import { lastDigestDay } from './digests/digests.table.js';
import { readHead } from './event-store/events.table.js';
import { verifyLedger } from './event-store/verify.js';
import { replayLedgers } from './replay-cli.js';

type Say = (line: string) => void;

/**
 * Whether all that the database holds is what was recorded: each ledger to its head, and each read model as its events
 * make it. Says up to when that is, which after a backup was brought back is what is missing since.
 */
export async function checkDatabase({ database }: Pick<Config, 'database'>, say: Say): Promise<boolean> {
  // As at a start: a backup may be older than the app.
  await migrate(database);
  const whole = await verifyLedgers(database, say);
  const asTheEventsSay = await replayLedgers({ database }, { check: true }, say);
  return whole && asTheEventsSay;
}

async function verifyLedgers(database: Config['database'], say: Say): Promise<boolean> {
  const dataSource = await createAppDataSource(database, []).initialize();
  try {
    const tenants = new Tenants(dataSource);
    const seen = { ledgers: 0, broken: 0, entries: 0, last: '' };
    for await (const userId of allLedgers(dataSource)) {
      const { valid, version, brokenAt, reason } = await verifyLedger(tenants, userId);
      const { recordedAt } = await tenants.readTenant(userId, readHead);
      if (!valid) say(`${userId}: broken at version ${brokenAt}. ${reason}`);
      seen.ledgers++;
      seen.broken += Number(!valid);
      seen.entries += version;
      if (recordedAt > seen.last) seen.last = recordedAt;
    }
    say(`Ledgers: ${seen.ledgers}, broken: ${seen.broken}. Entries: ${seen.entries}.`);
    for (const line of endOf(seen.last, await lastDigestDay(dataSource))) say(line);
    return seen.broken === 0;
  } finally {
    await dataSource.destroy();
  }
}

async function* allLedgers(dataSource: DataSource): AsyncIterable<string> {
  for await (const ids of ledgerIds(dataSource)) yield* ids;
}

function endOf(lastEntry: string, lastDigest: string | null): readonly string[] {
  if (lastEntry === '') return [];
  return [
    `The last entry was recorded at ${lastEntry}. After a restore, what was recorded later is missing:`,
    '  whoever has a receipt of it sees an alarm on the page /verify, and enters it again.',
    lastDigest === null
      ? 'There is no signed digest.'
      : `The last signed digest is of ${lastDigest}. Files of later ones show what ledgers had that they lack now.`,
  ];
}

// An old Node.js does not say, and is then refused aloud.
if (import.meta.main !== false) {
  try {
    process.exit((await checkDatabase(loadDatabaseConfig(), (line) => process.stdout.write(`${line}\n`))) ? 0 : 1);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
