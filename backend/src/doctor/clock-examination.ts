import type { DataSource } from 'typeorm';
import type { Config } from '../config.js';
import { createAppDataSource } from '../database/data-source.js';
import { ledgerIds } from '../database/ledgers.read.js';
import { NoLedger } from '../database/no-ledger.js';
import { Tenants } from '../database/tenants.js';
import { Clock, isOfTheFuture, sayDifference } from '../runtime/clock.js';
import { readHead } from '../event-store/events.table.js';
import { well, wrong } from './finding.js';
import type { Finding } from './finding.js';

/** Whether times can be recorded rightly, and whether they have been. Throws where the database is not as the app needs it. */
export async function examineClock(database: Config['database']): Promise<readonly Finding[]> {
  const clock = new Clock();
  const dataSource = await createAppDataSource({ ...database, poolSize: 1 }, [], clock).initialize();
  try {
    return [ofClocks(clock), ...ofHeads(await countAhead(dataSource, clock))];
  } finally {
    await dataSource.destroy();
  }
}

async function countAhead(dataSource: DataSource, clock: Clock): Promise<number> {
  const tenants = new Tenants(dataSource);
  let ahead = 0;
  for await (const ids of ledgerIds(dataSource))
    for (const id of ids) ahead += (await isAhead(tenants, id, clock)) ? 1 : 0;
  return ahead;
}

async function isAhead(tenants: Tenants, userId: string, clock: Clock): Promise<boolean> {
  try {
    return isOfTheFuture((await tenants.readTenant(userId, readHead)).recordedAt, clock.now());
  } catch (error) {
    if (error instanceof NoLedger) return false;
    throw error;
  }
}

function ofClocks({ aheadMs }: Clock): Finding {
  return aheadMs === 0
    ? well('The clocks of this machine and of the database agree.')
    : wrong(
        `${sayDifference(aheadMs)} The app records nothing and signs no digest.`,
        'Set both clocks by NTP (timedatectl says whether a machine does so). The app goes on by itself.',
      );
}

function ofHeads(ahead: number): readonly Finding[] {
  if (ahead === 0) return [];
  return [
    wrong(
      `Ledgers that end in the future: ${ahead}. A clock that was ahead has written to them.`,
      'Nothing can be mended: what is recorded stays. They go on under the time of their last entry until it has come; ' +
        'until then, ask for the past of these members by version and not by time.',
    ),
  ];
}
