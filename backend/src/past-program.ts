import 'reflect-metadata';
import { workerData } from 'node:worker_threads';
import { accountList, oneAccount } from './accounts/accounts.questions.js';
import type { Config } from './config.js';
import { createAppDataSource } from './database/data-source.js';
import { Tenants } from './database/tenants.js';
import { LedgerReader } from './past/ledger-reader.js';
import { pastWork } from './past/past-work.js';
import { projections } from './projections.js';
import { comparison } from './stats/comparison.js';
import { accountFigures, breakdown, days, equity, summary } from './stats/stats.questions.js';
import { oneTrade, tradeList } from './trades/trades.questions.js';

/** A few connections of its own: as many ledgers are read side by side. */
const CONNECTIONS = 3;

const { database } = workerData as Pick<Config, 'database'>;
const dataSource = await createAppDataSource({ ...database, poolSize: CONNECTIONS }, []).initialize();

/** The program of the thread that answers for the past: all its questions, over connections of its own. */
export default pastWork(new LedgerReader(new Tenants(dataSource), projections), [
  accountList,
  oneAccount,
  tradeList,
  oneTrade,
  summary,
  equity,
  days,
  breakdown,
  accountFigures,
  comparison,
]);
