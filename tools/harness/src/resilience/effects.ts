import { isDeepStrictEqual } from 'node:util';
import { ask } from './client.js';
import type { Cluster } from './cluster.js';
import type { Acknowledged } from './writers.js';

/** Of all acknowledged commands: those whose event is gone or not the one of the receipt, and those that took effect twice. */
export async function wrongEffects(
  { sql }: Cluster,
  acknowledged: readonly Acknowledged[],
): Promise<{ readonly lost: readonly string[]; readonly doubled: readonly string[] }> {
  const events = await sql<{ user_id: string; version: number; hash: string; mark: string | null }>(
    `SELECT user_id, version::integer, encode(hash, 'hex') AS hash,
            CASE type WHEN 'TradeDeleted' THEN stream_id::text
                 ELSE coalesce(payload #>> '{changes,notes,to}', payload ->> 'notes', payload ->> 'balance') END AS mark
       FROM event`,
  );
  const effects = new Map<string | null, number>();
  for (const { mark } of events) effects.set(mark, (effects.get(mark) ?? 0) + 1);
  const byPlace = new Map(events.map((event) => [`${event.user_id} ${event.version}`, event]));
  const keyOf = ({ command }: Acknowledged) => command.key ?? '';
  const lost = acknowledged.filter(({ member, mark, first }) => {
    const { version, hash } = first.body.ledger;
    const event = byPlace.get(`${member.userId} ${version}`);
    return event?.hash !== hash || event.mark !== mark;
  });
  const doubled = acknowledged.filter(({ mark }) => (effects.get(mark) ?? 0) > 1);
  return { lost: lost.map(keyOf), doubled: doubled.map(keyOf) };
}

/**
 * Asks everything once more, under the keys of before, of whichever process is next; gives the keys whose answer is
 * another than the first.
 */
export async function otherAnswers(
  appUrl: () => string,
  acknowledged: readonly Acknowledged[],
  isSame: (first: unknown, again: unknown) => boolean = isDeepStrictEqual,
): Promise<{ readonly asked: number; readonly different: readonly string[] }> {
  const different: string[] = [];
  for (const { member, command, first } of acknowledged) {
    const again = await ask(appUrl(), member, command);
    const same = again?.status === first.status && isSame(first.body, again.body);
    if (!same) different.push(command.key ?? '');
  }
  return { asked: acknowledged.length, different };
}

/** As a later version answers: it may say more than the one before, and nothing else. */
export function saysAllOf(first: unknown, again: unknown): boolean {
  if (Array.isArray(first) || typeof first !== 'object' || first === null) return isDeepStrictEqual(first, again);
  const other = (again ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(first).every(([name, value]) => saysAllOf(value, other[name]));
}
