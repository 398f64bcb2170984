import type { NestExpressApplication } from '@nestjs/platform-express';
import { dayStreamId, GENESIS_HASH } from '@singularity/domain';
import { signIn } from '../../bench/bench-client.js';
import type { Pass } from '../../bench/bench-client.js';
import { Notary } from '@singularity/backend/digests/notary.js';
import { PEOPLE } from '../app.js';
import type { Cluster } from '../cluster.js';
import { fillCanaryMember } from './canary-member.js';
import type { Send } from './sent-body.js';
import { Canaries } from './canaries.js';
import type { ApiDocument } from './draws.js';
import { Nobody } from './ids.js';
import type { Ids } from './ids.js';
import { PIXEL, PLAIN_ACCOUNT, PLAIN_TRADE, requestOf, ROUTES, routesServed } from './route-table.js';
import { rowsOf } from './rows-of.js';
import { visit } from './visitor.js';

/** An app that serves, and its database as a superuser sees it. */
export interface Served {
  readonly url: string;
  readonly nest: NestExpressApplication;
  readonly sql: Cluster['sql'];
}

/** A member who has something everywhere, and others who would like to see it. */
export interface Target extends Served {
  readonly routes: readonly string[];
  readonly document: ApiDocument;
  readonly member: {
    readonly pass: Pass;
    /** Of both ledgers, their own and their demo. */
    readonly userIds: readonly string[];
    readonly ids: readonly Ids[];
    readonly canaries: Canaries;
  };
  readonly nobody: Nobody;
  readonly visitors: readonly Visitor[];
  /** Set where an answer may be that something went wrong, because it did. */
  readonly mayFail?: boolean;
}

/** Somebody who asks, one question after the other. */
export interface Visitor {
  readonly userId: string | null;
  readonly pass: Pass | null;
  /** With a session of its own. */
  readonly again: () => Promise<Visitor>;
  readonly own: Partial<Ids>;
}

const GARBAGE: Pass = { Cookie: 'sid=s%3Agarbage.garbage', 'X-XSRF-TOKEN': 'garbage' };

export async function openTarget(served: Served): Promise<Target> {
  const { url, nest, sql } = served;
  const routes = routesServed(nest);
  const [first = '', ...others] = PEOPLE;
  const pass = await signIn(url, first);
  const send = sending(url, pass);
  await send('POST', '/api/user/demo');
  // Of a day on which the others were not there yet: a day is no id, and on others there is one for everybody.
  const ids = await fillCanaryMember(send, () => nest.get(Notary).attest());
  const userIds = await userIdsOf(sql, first);
  const everybodys = await answersTo(
    url,
    null,
    routes.filter((name) => ROUTES[name]?.open),
    ids,
  );
  const theirs = await answersTo(
    url,
    pass,
    routes.filter((name) => name.startsWith('GET')),
    ids,
  );
  const rows = await rowsOf(sql, userIds);
  const canaries = new Canaries(
    [...theirs, ...rows.values()],
    [...everybodys, GENESIS_HASH, ...ids.map(({ date }) => dayStreamId(date))],
  );
  const visitors = [outsider(null), outsider(GARBAGE)];
  for (const person of others) visitors.push(await memberVisiting(served, person));
  const { text } = await visit(url, null, { ...requestOf('GET /api/openapi.json', {} as Ids), headers: {} });
  const document = JSON.parse(text) as ApiDocument;
  const member = { pass, userIds, ids, canaries };
  return { ...served, routes, document, member, nobody: new Nobody(), visitors };
}

async function userIdsOf(sql: Cluster['sql'], discordId: string): Promise<readonly string[]> {
  const [row] = await sql<{ ids: (string | null)[] }>(
    'SELECT ARRAY[user_id, demo_user_id]::text[] AS ids FROM identity WHERE discord_id = $1',
    [discordId],
  );
  return row?.ids.filter((id) => id !== null) ?? [];
}

function sending(url: string, pass: Pass): Send {
  return async (method, address, body, key) => {
    const headers: Record<string, string> = key === undefined ? {} : { 'Idempotency-Key': key };
    const { status, text } = await visit(url, pass, { method, address, body, headers, stream: false });
    if (status >= 300) throw new Error(`${method} ${address} was answered ${status}: ${text}`);
    return text && JSON.parse(text);
  };
}

/** What the routes answer that have an answer, with each set of the member's ids. */
async function answersTo(
  url: string,
  pass: Pass | null,
  names: readonly string[],
  sets: readonly Ids[],
): Promise<readonly string[]> {
  const answers: string[] = [];
  // Of some, for the figures that they lead to; what stands in rows is known without asking.
  for (const ids of sets.filter((_, at) => at % 4 === 0))
    for (const name of names) answers.push((await visit(url, pass, { ...requestOf(name, ids), headers: {} })).text);
  return answers;
}

function outsider(pass: Pass | null): Visitor {
  const visitor: Visitor = { userId: null, pass, own: {}, again: () => Promise.resolve(visitor) };
  return visitor;
}

/** With an account, a trade and a picture of their own. */
async function memberVisiting({ url, sql }: Served, person: string): Promise<Visitor> {
  const pass = await signIn(url, person);
  const send = sending(url, pass);
  const { id: account } = (await send('POST', '/api/user/accounts', PLAIN_ACCOUNT)) as { id: string };
  const { id: trade } = (await send('POST', '/api/user/trades', PLAIN_TRADE)) as { id: string };
  await send('POST', `/api/user/trades/${trade}/screenshots`, PIXEL);
  const [userId = null] = await userIdsOf(sql, person);
  const visitor = (pass: Pass): Visitor => ({
    userId,
    pass,
    own: { account, trade },
    again: async () => visitor(await signIn(url, person)),
  });
  return visitor(pass);
}
