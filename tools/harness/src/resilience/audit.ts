import { NestFactory } from '@nestjs/core';
import { AppModule } from '@singularity/backend/app.module.js';
import { Tenants } from '@singularity/backend/database/tenants.js';
import { Replay } from '@singularity/backend/event-store/replay.js';
import { verifyLedger } from '@singularity/backend/event-store/verify.js';
import type { Cluster } from './cluster.js';

/** What is wrong with ledgers: gaps, a chain that does not hold, rows that a replay would make otherwise. */
export async function audit({ database, sql }: Cluster, userIds: readonly string[]): Promise<readonly string[]> {
  const archive = { module: class Audit {}, imports: AppModule.archive({ database }) };
  const app = await NestFactory.createApplicationContext(archive, { logger: ['error', 'warn'] });
  const faults: string[] = [];
  try {
    for (const userId of userIds) {
      const { valid, reason } = await verifyLedger(app.get(Tenants), userId);
      if (!valid) faults.push(`The ledger of ${userId} does not verify: ${reason}`);
      const { differences } = await app.get(Replay).check(userId);
      for (const { table, key } of differences) faults.push(`The row ${key} of ${table} is not what a replay makes.`);
      faults.push(...(await gaps(sql, userId)));
    }
  } finally {
    await app.close();
  }
  return faults;
}

async function gaps(sql: Cluster['sql'], userId: string): Promise<readonly string[]> {
  const rows = await sql<{ version: string }>(
    `SELECT version FROM (
       SELECT version, stream_version, row_number() OVER (ORDER BY version) AS place,
              row_number() OVER (PARTITION BY stream_id ORDER BY version) AS stream_place
         FROM event WHERE user_id = $1) numbered
      WHERE version <> place OR stream_version <> stream_place`,
    [userId],
  );
  return rows.map(({ version }) => `Version ${version} of the ledger of ${userId} comes after a gap.`);
}
