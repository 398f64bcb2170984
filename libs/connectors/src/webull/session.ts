import { randomUUID } from 'node:crypto';
import type { Asking, Reply, Request } from '../http/asking.js';
import { jsonOf, textAt } from '../http/json.js';
import { SyncFault } from '../sync-fault.js';
import { ALGORITHMS, signatureOf } from './signature.js';
import type { Algorithm } from './signature.js';

export interface Call extends Pick<Request, 'route' | 'query' | 'body'> {
  /** Which generation of the API is meant. */
  readonly version: 'v2' | 'v3';
}

const POLL_MS = 5_000;
/** A minute: a run does not wait longer for a member to take up the phone. Webull itself waits for five. */
const MOST_POLLS = 12;

const ready = new WeakSet<Asking>();

/** Asks with a signature, after finding out once in a run how to sign and whether a token is needed. All statuses come back. */
export async function call(asking: Asking, asked: Call): Promise<Reply> {
  if (!ready.has(asking)) await prepare(asking);
  ready.add(asking);
  return send(asking, asked, { algorithm: algorithmOf(asking), token: asking.credentials['token'] });
}

/** As `call`, of which anything but 200 is a fault. */
export async function ask(asking: Asking, asked: Call): Promise<Reply> {
  return answered(await call(asking, asked));
}

/** As `ask`, in the newer way, or in the older one where there is no such path. */
export async function askEither(asking: Asking, newer: Call, older: Call): Promise<Reply> {
  const reply = await call(asking, newer);
  return reply.status === 404 ? ask(asking, older) : answered(reply);
}

export function answered(reply: Reply): Reply {
  if (reply.status === 200) return reply;
  if (isRefused(reply)) throw new SyncFault('refused', REFUSED, { field: 'appSecret' });
  throw new SyncFault('unreadable', `Webull answered with status ${reply.status}.`);
}

const REFUSED =
  'Webull does not accept this key and secret. Copy both again, and see whether the key has run out or is limited to some addresses.';

const isRefused = ({ status }: Reply) => status === 401 || status === 403;

function algorithmOf({ credentials }: Asking): Algorithm {
  return ALGORITHMS.find((each) => each === credentials['signing']) ?? ALGORITHMS[0];
}

async function prepare(asking: Asking): Promise<void> {
  const remembered = algorithmOf(asking);
  for (const algorithm of [remembered, ...ALGORITHMS.filter((each) => each !== remembered)]) {
    const config = await send(asking, { route: 'config', version: 'v3' }, { algorithm });
    if (isRefused(config)) continue;
    if (algorithm !== asking.credentials['signing']) await asking.keep({ signing: algorithm });
    // Without that path there are no tokens either.
    if (config.status !== 404 && jsonOf(answered(config))('token_check_enabled') === true) await ensureToken(asking);
    return;
  }
  throw new SyncFault('refused', REFUSED, { field: 'appSecret' });
}

interface Token {
  readonly token: string;
  readonly status: string;
}

/** A token that the member has approved in the app: the one that is kept, else a new one. */
async function ensureToken(asking: Asking): Promise<void> {
  const { token, status } = await whileItPends(asking, (await keptToken(asking)) ?? (await newToken(asking)));
  if (status === 'NORMAL' && token !== '') return;
  if (status === 'PENDING')
    throw new SyncFault(
      'member',
      'Webull asks you to approve the sync: open the Webull app, approve it in the messages, then sync again.',
    );
  throw new SyncFault('member', 'The approval in the Webull app was declined or ran out. Sync again to be asked anew.');
}

async function keptToken(asking: Asking): Promise<Token | null> {
  const kept = asking.credentials['token'] ?? '';
  const token = kept === '' ? null : await tokenOf(asking, 'checkToken', { token: kept });
  return token && ['NORMAL', 'PENDING'].includes(token.status) ? token : null;
}

async function newToken(asking: Asking): Promise<Token> {
  const created = await tokenOf(asking, 'createToken', {});
  await asking.keep({ token: created.token });
  return created;
}

async function whileItPends(asking: Asking, token: Token): Promise<Token> {
  let latest = token;
  for (let poll = 0; latest.status === 'PENDING' && poll < MOST_POLLS; poll += 1) {
    await asking.wait(POLL_MS);
    latest = await tokenOf(asking, 'checkToken', { token: latest.token });
  }
  return latest;
}

async function tokenOf(asking: Asking, route: 'createToken' | 'checkToken', body: object): Promise<Token> {
  const signing = { algorithm: algorithmOf(asking) };
  const asked: Call = { route, version: 'v3', body: JSON.stringify(body) };
  const newer = await send(asking, asked, signing);
  const reply =
    newer.status === 404 ? await send(asking, { ...asked, route: `${route}Older`, version: 'v2' }, signing) : newer;
  // A token that Webull does not know is as good as none.
  if (route === 'checkToken' && reply.status !== 200 && !isRefused(reply)) return { token: '', status: 'INVALID' };
  const said = jsonOf(answered(reply));
  const [token, status] = [textAt(said, 'token'), textAt(said, 'status')];
  if (status === '' || (route === 'createToken' && token === ''))
    throw new SyncFault('unreadable', 'Webull did not say what became of the approval.');
  return { token: token || ((body as Partial<Token>).token ?? ''), status };
}

function send(
  asking: Asking,
  { version, body = '', ...asked }: Call,
  { algorithm, token = '' }: { readonly algorithm: Algorithm; readonly token?: string | undefined },
): Promise<Reply> {
  const { appKey = '', appSecret = '' } = asking.credentials;
  const headers = {
    accept: 'application/json',
    'x-version': version,
    ...(body !== '' && { 'content-type': 'application/json' }),
    ...(token !== '' && { 'x-access-token': token }),
  };
  return asking.ask({
    ...asked,
    headers,
    body,
    sign: (prepared) =>
      signatureOf(prepared, {
        appKey,
        appSecret,
        algorithm,
        nonce: randomUUID().replaceAll('-', ''),
        at: asking.now(),
      }),
  });
}
