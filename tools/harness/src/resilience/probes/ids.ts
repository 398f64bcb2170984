import { randomInt, randomUUID } from 'node:crypto';
import type { Day } from '@singularity/domain';
import type { Chance } from '@singularity/backend/members/chance.js';

/** What of a member can stand in a request. */
export interface Ids {
  readonly trade: string;
  readonly execution: string;
  readonly screenshot: string;
  readonly account: string;
  readonly session: string;
  readonly token: string;
  /** Of a ledger that is longer than those of whoever asks. */
  readonly version: string;
  readonly batch: string;
  readonly import: string;
  readonly connection: string;
  readonly run: string;
  readonly webhook: string;
  readonly delivery: string;
  /** Of a digest. */
  readonly day: string;
  /** Of a note: every day is everybody's, so that it is nobody's as well. */
  readonly date: Day;
  /** Of the list of trades. */
  readonly cursor: string;
  /** Of the explanation of a figure. */
  readonly explained: string;
  /** Of a comparison. */
  readonly compared: string;
  readonly key: string;
  readonly symbol: string;
  readonly tag: string;
  readonly username: string;
}

const TIME_OF_ID = 'ffffffff-ffff'.length;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Of the same form as somebody's, and of nobody. */
export function nobodysIds({ date, cursor, explained, compared, import: imported }: Ids): Ids {
  const some = () => randomUUID().slice(0, 8);
  return {
    trade: randomUUID(),
    execution: randomUUID(),
    screenshot: randomUUID(),
    account: randomUUID(),
    session: Buffer.from(randomUUID() + some()).toString('base64url'),
    token: randomUUID(),
    version: String(900_000 + Number.parseInt(some().slice(0, 4), 16)),
    batch: randomUUID(),
    import: ofTheSameTime(imported),
    connection: randomUUID(),
    run: randomUUID(),
    webhook: randomUUID(),
    delivery: randomUUID(),
    day: `2001-0${randomInt(1, 10)}-03`,
    date,
    cursor: nobodysCursor(cursor),
    explained: nobodysCursor(explained),
    compared: nobodysCursor(compared),
    key: randomUUID(),
    symbol: `N${some().toUpperCase()}`,
    tag: some(),
    username: `nobody.${some()}`,
  };
}

/** It may stand for a place in a list that is in the order of ids, and so of time. */
function ofTheSameTime(id: string): string {
  return id.slice(0, TIME_OF_ID) + randomUUID().slice(TIME_OF_ID);
}

function nobodysCursor(cursor: string): string {
  const place = Buffer.from(cursor, 'base64url').toString('utf8');
  return Buffer.from(place.replace(UUID, () => randomUUID())).toString('base64url');
}

/** Has for each thing of a member one of nobody's, always the same: what was asked once under a key is asked again under it. */
export class Nobody {
  private readonly twins = new Map<string, string>();

  idsLike(theirs: Ids): Ids {
    const fresh: Ids = nobodysIds(theirs);
    const names = Object.keys(theirs) as (keyof Ids)[];
    for (const name of names) if (!this.twins.has(theirs[name])) this.twins.set(theirs[name], fresh[name]);
    return Object.fromEntries(names.map((name) => [name, this.twins.get(theirs[name])])) as unknown as Ids;
  }
}

/** Of the same member, some from here and some from there: ids that do not belong together. */
export function mixed(chance: Chance, sets: readonly Ids[]): Ids {
  const whole = chance.oneOf(sets);
  if (chance.happens(0.5)) return whole;
  const names = Object.keys(whole) as (keyof Ids)[];
  return Object.fromEntries(names.map((name) => [name, chance.oneOf(sets)[name]])) as unknown as Ids;
}
