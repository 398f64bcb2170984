import 'reflect-metadata';
import { workerData } from 'node:worker_threads';
import type { Config } from './config.js';
import { createAppDataSource } from './database/data-source.js';
import { Tenants } from './database/tenants.js';
import { LedgerReader } from './past/ledger-reader.js';
import { pastWork } from './past/past-work.js';
import type { PastResult, PastTask } from './past/past-work.js';
import { projections } from './projections.js';
import { queries } from './queries.js';
import { goBehindOthers } from './runtime/thread-priority.js';

goBehindOthers();

/** A few connections of its own: as many ledgers are read side by side. */
const CONNECTIONS = 3;

const { database } = workerData as Pick<Config, 'database'>;
const dataSource = createAppDataSource({ ...database, poolSize: CONNECTIONS }, []);
const work = pastWork(new LedgerReader(new Tenants(dataSource), projections), queries);

let connected: Promise<unknown> | undefined;

/** With the first query, and not before: whoever asks hears of it where the database is away. */
function connect(): Promise<unknown> {
  return (connected ??= dataSource.initialize().catch((error: unknown) => {
    connected = undefined;
    throw error;
  }));
}

/** The program of the thread that folds ledgers: all queries about the past, over connections of its own. */
export default async function answer(task: PastTask): Promise<PastResult> {
  await connect();
  return work(task);
}
