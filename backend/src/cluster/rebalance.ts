import type pg from 'pg';
import { ownerOf, REBALANCE_LOCK, REMEDY, setBypass } from '../database/owner-bypass.js';
import { asSuperuser, isDistributed, Refused, requireWorkers } from './superuser.js';
import type { ClusterConfig, Say } from './superuser.js';

/** How soon the database notices that whoever asked is gone, and gives up what it does for them; in milliseconds. */
const NOTICED_MS = 5_000;
/** Of a statement that was ended from outside, or had no more time. */
const CANCELED = '57014';

interface Limits {
  readonly minutes: number;
  /** Breaks it off: what has moved by then stays where it is. */
  readonly signal?: AbortSignal;
}

/**
 * Evens the members out over the workers while the app serves. Rows come to their new place as those of their owner,
 * whom row level security must let pass for so long: it is told to at the beginning, and not to at the end, whatever
 * happens in between. Throws `Refused` where there is nothing to move.
 */
export function rebalance(config: ClusterConfig, limits: Limits, say: Say): Promise<void> {
  return asSuperuser(config, async (client) => {
    const workers = await requireWorkers(client);
    if (!(await isDistributed(client, 'app_user')))
      throw new Refused('Members are not distributed yet: npm run distribute.');
    await requireAlone(client);
    const owner = await ownerOf(client);
    if (owner?.bypasses) say(`A rebalance has broken off before, and ${owner.name} still passes row level security.`);
    const work = async () => {
      if (owner) await setBypass(client, owner.name, true);
      await move(config, client, limits);
    };
    await work().finally(() => owner && restore(config, client, owner.name));
    say(`The members are evened out over the workers, of which there are ${workers}.`);
  });
}

async function move(config: ClusterConfig, client: pg.Client, { minutes, signal }: Limits): Promise<void> {
  const stop = () => void cancel(config, client);
  signal?.addEventListener('abort', stop);
  try {
    await client.query(`SET client_connection_check_interval = ${NOTICED_MS}`);
    await client.query(`SET statement_timeout = ${minutes * 60_000}`);
    signal?.throwIfAborted();
    await client.query(`SELECT rebalance_table_shards('app_user')`);
  } catch (error) {
    if (!signal?.aborted && (error as { code?: string }).code !== CANCELED) throw error;
    const why = signal?.aborted ? 'It was told to stop' : `It has taken ${minutes} minutes`;
    throw new Error(`${why}. What has moved stays where it is: run it again for the rest.`, { cause: error });
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

async function requireAlone(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ alone: boolean }>('SELECT pg_try_advisory_lock($1) AS alone', [REBALANCE_LOCK]);
  if (!rows[0]?.alone) throw new Refused('Another rebalance is under way.');
}

/** Over a new connection where this one is lost. */
async function restore(config: ClusterConfig, client: pg.Client, owner: string): Promise<void> {
  const over = (one: pg.Client) => setBypass(one, owner, false);
  await over(client)
    .catch(() => asSuperuser(config, over))
    .catch((error: unknown) => {
      throw new Error(`Row level security still lets ${owner} pass. ${REMEDY}`, { cause: error });
    });
}

async function cancel(config: ClusterConfig, client: pg.Client): Promise<void> {
  const { processID } = client as unknown as { readonly processID: number };
  await asSuperuser(config, (other) => other.query('SELECT pg_cancel_backend($1)', [processID])).catch(() => undefined);
}
