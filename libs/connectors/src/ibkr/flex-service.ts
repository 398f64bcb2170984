import type { Asking, Reply, Request } from '../http/asking.js';
import { SyncFault } from '../sync-fault.js';
import { faultOfCode, waitAfter } from './flex-faults.js';

/** Days that a statement is of, both in. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** A statement of a large account takes some minutes to be made. */
const PATIENCE_MS = 8 * 60_000;
const LATER_SECONDS = 15 * 60;
/** No statement of these days: nothing happened in them, or they are too long ago. */
const NOTHING = '1003';
/** Being made: what a service says that has begun a statement and has nothing of it yet. */
const IN_THE_MAKING = '1019';
/** Where statements are fetched from, by host. The token is sent along: nobody else gets it. */
const HOSTS: Readonly<Record<string, string>> = {
  'ndcdyn.interactivebrokers.com': 'statement',
  'gdcdyn.interactivebrokers.com': 'statementElsewhere',
};

/**
 * The text of a statement of the member's query: it is ordered, and asked for until it is made. Without days it is of those that the
 * query names itself. Null where there is no statement of these days.
 */
export async function flexStatement(asking: Asking, days: Days | null): Promise<string | null> {
  const begun = asking.now();
  const { token = '', queryId = '' } = asking.credentials;
  const range = days && { fd: days.from.replaceAll('-', ''), td: days.to.replaceAll('-', '') };
  const ordered = await patiently(asking, { route: 'order', query: { t: token, q: queryId, v: '3', ...range } }, begun);
  if (ordered === null) return null;
  const reference = within(ordered, 'ReferenceCode');
  if (!/^\w{1,64}$/.test(reference)) throw new SyncFault('unreadable', 'Interactive Brokers did not take the order.');
  const route = routeTo(within(ordered, 'Url'));
  return patiently(asking, { route, query: { t: token, q: reference, v: '3' } }, begun);
}

/** Null where there is nothing to be had. */
async function patiently(asking: Asking, request: Request, begun: number): Promise<string | null> {
  for (;;) {
    const { text } = expected(await asking.ask(request));
    const code = codeIn(text);
    if (code === null) return text;
    if (code === NOTHING) return null;
    const wait = waitAfter(code);
    if (wait === null) throw faultOfCode(code);
    if (asking.now() + wait - begun > PATIENCE_MS)
      throw new SyncFault('busy', 'Interactive Brokers is still making the statement. We ask again later.', {
        retryAfterSeconds: LATER_SECONDS,
      });
    await asking.wait(wait);
  }
}

/** The code that an answer is instead of what was asked for; null where it is that. */
function codeIn(text: string): string | null {
  if (text.includes('<FlexStatementResponse')) {
    if (within(text, 'Status') === 'Success') return null;
    const code = within(text, 'ErrorCode');
    if (/^\d{4}$/.test(code)) return code;
    throw new SyncFault('unreadable', 'Interactive Brokers does not say why it refuses.');
  }
  return text.includes('<FlexQueryResponse') && !text.includes('<FlexStatement ') ? IN_THE_MAKING : null;
}

/** What stands in an element of the short answers, which have neither attributes nor depth. */
function within(text: string, name: string): string {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1]?.trim() ?? '';
}

/** Some accounts are served elsewhere than where the order went: the answer says so. */
function routeTo(url: string): string {
  const { protocol, host } = URL.parse(url) ?? { protocol: '', host: '' };
  const route = protocol === 'https:' && Object.hasOwn(HOSTS, host) ? HOSTS[host] : undefined;
  if (route === undefined)
    throw new SyncFault(
      'unreadable',
      'Interactive Brokers sends us to an address that we do not know. We do not follow it with your token.',
    );
  return route;
}

function expected(reply: Reply): Reply {
  if (reply.status === 200) return reply;
  throw new SyncFault('unreadable', `Interactive Brokers answered with status ${reply.status}.`);
}
