import 'reflect-metadata';
import { workerData } from 'node:worker_threads';
import type { Config } from './config.js';
import { createAppDataSource } from './database/data-source.js';
import { Tenants } from './database/tenants.js';
import { ImportWork } from './imports/import-work.js';
import type { ImportTask } from './imports/import-work.js';
import { goBehindOthers } from './runtime/thread-priority.js';

goBehindOthers();

const CONNECTIONS = 2;

const { database } = workerData as Pick<Config, 'database'>;
const dataSource = createAppDataSource({ ...database, poolSize: CONNECTIONS }, []);
const work = new ImportWork(new Tenants(dataSource));

let connected: Promise<unknown> | undefined;

/** With the first task, and not before: whoever asks hears of it where the database is away. */
function connect(): Promise<unknown> {
  return (connected ??= dataSource.initialize().catch((error: unknown) => {
    connected = undefined;
    throw error;
  }));
}

/** The program of the thread that opens files and plans imports, over connections of its own. */
export default async function run(task: ImportTask): Promise<unknown> {
  await connect();
  if (task.kind === 'span') return work.spanOf(task.files);
  if (task.kind === 'sync') return work.sync(task.userId, task);
  return task.kind === 'preview'
    ? work.preview(task.userId, task.importId, task.options)
    : work.next(task.userId, task.importId, task);
}
