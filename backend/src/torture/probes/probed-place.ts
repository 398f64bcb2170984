import { loadConfig } from '../../config.js';
import { createApp } from '../../main.js';
import { prepareApp } from '../app.js';
import type { Cluster } from '../cluster.js';
import type { Run } from '../scenario.js';
import { openPlace } from './place.js';
import type { Place } from './place.js';
import { startStatementWire } from './statement-wire.js';
import type { Retelling } from './statement-wire.js';
import { visit } from './visitor.js';

export interface WiredPlace extends Place {
  /** From now on the database gets to read this in place of what the app says; nothing given: what it says. */
  retell(retelling: Partial<Retelling>): Promise<void>;
}

type Database = Pick<Cluster, 'port' | 'database' | 'sql'>;

const POOL = 10;
/** By the app's own connections, and by those of the thread that answers for the past. */
const QUESTIONS = ['/api/user/accounts', '/api/user/accounts?asOfVersion=1'];
/** As many in a row as could each have met a connection that has ended. */
const WELL = 2 * POOL;
const PATIENCE = 50 * WELL;

/** The whole app in this process, with members in it. */
export async function startPlace(run: Pick<Run, 'defer'>, { database, sql }: Database): Promise<Place> {
  const env = await prepareApp(run, database.url, POOL);
  const nest = await createApp(loadConfig(env));
  nest.useLogger(false);
  await nest.listen(Number(env['PORT']), '127.0.0.1');
  run.defer(() => nest.close());
  return openPlace({ url: String(env['PUBLIC_URL']), nest, sql });
}

/** The same over a wire that can say otherwise what it says to its database. */
export async function startWiredPlace(run: Pick<Run, 'defer'>, cluster: Database): Promise<WiredPlace> {
  const wire = await startStatementWire(run, cluster.port);
  const url = Object.assign(new URL(cluster.database.url), { port: String(wire.port) }).href;
  const place = await startPlace(run, { ...cluster, database: { ...cluster.database, url } });
  return {
    ...place,
    async retell(retelling) {
      wire.retell(retelling);
      await untilWell(place);
    },
  };
}

/** Whether the member is answered, until no connection is left that has ended. */
async function untilWell({ url, member }: Place): Promise<void> {
  for (let [well, left] = [0, PATIENCE]; well < WELL; left--) {
    if (left === 0) throw new Error('The app does not find back to its database.');
    const asked = { method: 'GET', address: QUESTIONS[well % QUESTIONS.length] ?? '', headers: {}, stream: false };
    const { status } = await visit(url, member.pass, asked);
    well = status === 200 ? well + 1 : 0;
  }
}
