import type { Asking, Reply } from '../http/asking.js';
import { jsonOf, saidIn, textAt } from '../http/json.js';
import type { Said } from '../http/json.js';
import { SyncFault } from '../sync-fault.js';

/** What is known within one run, and kept nowhere else. */
interface Session {
  /** Lets in for 24 hours. */
  token: string | null;
  /** What was answered about contracts, by their ids. */
  readonly contracts: Map<string, string>;
}

export interface Answered {
  readonly said: Said;
  readonly text: string;
}

/** What `Contract/searchById` says of a contract that it does not know any more. */
export const CONTRACT_NOT_FOUND = '1';

const sessions = new WeakMap<Asking, Session>();

export function sessionOf(asking: Asking): Session {
  const known = sessions.get(asking) ?? { token: null, contracts: new Map<string, string>() };
  sessions.set(asking, known);
  return known;
}

/**
 * Asks as the member, who is logged in first; once more where the token does not let in any longer. An answer that says that
 * it fails comes with status 200: `alsoFine` is a code of it that the caller can do without.
 */
export async function ask(asking: Asking, route: string, body: object, alsoFine?: string): Promise<Answered> {
  const session = sessionOf(asking);
  const isNew = session.token === null;
  session.token ??= await logIn(asking);
  let reply = await post(asking, { route, body, token: session.token });
  if (reply.status === 401 && !isNew) {
    session.token = await logIn(asking);
    reply = await post(asking, { route, body, token: session.token });
  }
  if (reply.status === 401 || reply.status === 403)
    throw new SyncFault('refused', 'TopstepX does not let this API key in. Create a new one.', { field: 'apiKey' });
  const said = answerIn(reply);
  const code = textAt(said, 'errorCode');
  if (said('success') !== true && (alsoFine === undefined || code !== alsoFine))
    throw new SyncFault('unreadable', 'TopstepX could not answer. Try again later.');
  return { said, text: reply.text };
}

/** A list that must be there. */
export function listIn(said: Said, path: string): readonly unknown[] {
  const found = said(path);
  if (!Array.isArray(found)) throw new SyncFault('unreadable', 'TopstepX’s answer lacks its list.');
  return found;
}

const WRONG = 'TopstepX does not know this user name and API key. Copy both again.';

/** Why there is no token, by `LoginErrorCode` of the API’s description. */
const REFUSALS: Readonly<Record<string, () => SyncFault>> = {
  1: () => new SyncFault('refused', 'TopstepX does not know this user name.', { field: 'userName' }),
  2: () => new SyncFault('refused', WRONG, { field: 'apiKey' }),
  3: () => new SyncFault('refused', WRONG, { field: 'apiKey' }),
  7: () => new SyncFault('member', 'Sign in to TopstepX and accept the agreements that wait for you there.'),
  9: () => new SyncFault('member', 'You have no API access at TopstepX. Subscribe to it there first.'),
  10: () => new SyncFault('member', 'Topstep has switched off API keys for you. Ask their support.'),
};

async function logIn(asking: Asking): Promise<string> {
  const { userName = '', apiKey = '' } = asking.credentials;
  const reply = await post(asking, { route: 'login', body: { userName, apiKey } });
  // A field that is empty.
  if (reply.status === 400 || reply.status === 401) throw new SyncFault('refused', WRONG, { field: 'apiKey' });
  const said = answerIn(reply);
  const token = textAt(said, 'token');
  if (said('success') === true && token !== '') return token;
  const refusal = saidIn(REFUSALS)(textAt(said, 'errorCode')) as (() => SyncFault) | undefined;
  throw refusal?.() ?? new SyncFault('unreadable', 'TopstepX could not log in. Try again later.');
}

function post(
  asking: Asking,
  { route, body, token }: { readonly route: string; readonly body: object; readonly token?: string },
): Promise<Reply> {
  const headers = {
    accept: 'application/json',
    'content-type': 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  return asking.ask({ route, headers, body: JSON.stringify(body) });
}

function answerIn(reply: Reply): Said {
  if (reply.status !== 200) throw new SyncFault('unreadable', `TopstepX answered with status ${reply.status}.`);
  return jsonOf(reply);
}
