import 'reflect-metadata';
import { workerData } from 'node:worker_threads';
import type { Config } from './config.js';
import { createAppDataSource } from './database/data-source.js';
import { Tenants } from './database/tenants.js';
import { ledgerWork } from './event-store/ledger-work.js';
import type { LedgerTask } from './event-store/ledger-work.js';
import { Replay } from './event-store/replay.js';
import { RowComparison } from './event-store/row-comparison.js';
import { RowTables } from './event-store/row-tables.js';
import { RowWriter } from './event-store/row-writer.js';
import { createReadModels, readModelEntities } from './read-models.js';
import { goBehindOthers } from './runtime/thread-priority.js';

goBehindOthers();

/** A replay holds one while it lasts, of which there are two at a time; a verification takes one for each page. */
const CONNECTIONS = 3;

const { database } = workerData as Pick<Config, 'database'>;
const dataSource = createAppDataSource({ ...database, poolSize: CONNECTIONS }, readModelEntities);
const tenants = new Tenants(dataSource);
const tables = new RowTables(dataSource);
const writer = new RowWriter(tables);
const replay = new Replay(tenants, writer, new RowComparison(tables), createReadModels(writer));
const work = ledgerWork(tenants, replay);

let connected: Promise<unknown> | undefined;

/** With the first task, and not before: whoever asks hears of it where the database is away. */
function connect(): Promise<unknown> {
  return (connected ??= dataSource.initialize().catch((error: unknown) => {
    connected = undefined;
    throw error;
  }));
}

/** The program of the thread that goes through whole ledgers, over connections of its own. */
export default async function run(task: LedgerTask): Promise<unknown> {
  await connect();
  return work(task);
}
