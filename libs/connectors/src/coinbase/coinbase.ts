import { randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Connector } from '../connector.js';
import type { Asking, Prepared, Reply, Request, Signature } from '../http/asking.js';
import { jsonOf, saidIn, textAt } from '../http/json.js';
import { SyncFault } from '../sync-fault.js';
import { dayBefore } from '../windows.js';
import { signingKeyOf } from './private-key.js';
import type { SigningKey } from './private-key.js';

const PAGE = 100;
/** A list that goes on after so many pages is a broker that repeats itself. */
const MOST_PAGES = 5_000;
const TOKEN_SECONDS = 120;

/**
 * Coinbase Advanced (docs.cdp.coinbase.com: List Fills, API key authentication). A key opens one portfolio. Each request has a
 * token of its own, which names its path. Fills come newest first, by cursors.
 */
export const coinbase: Connector = {
  broker: 'coinbase',
  about: {
    steps: [
      'Sign in at portal.cdp.coinbase.com and open API keys, Secret API keys.',
      'Create a key with the permission “View” alone. ECDSA and Ed25519 both work.',
      'Paste its name and its private key here, as they stand in the file that you get.',
    ],
    power:
      'Whoever has this key can read your fills and balances. With “View” alone it can neither trade nor transfer.',
    gives:
      'All fills of Coinbase Advanced in one portfolio, at once, with fees. Simple purchases in the app and futures are not part of it: import a file, or enter them by hand.',
    warning: null,
    page: 'https://docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis/rest-api',
  },
  fields: [
    { name: 'key', label: 'API key name', hint: '“organizations/…/apiKeys/…”, or the id alone.', secret: false },
    {
      name: 'secret',
      label: 'Private key',
      hint: 'Begins with “-----BEGIN”, or is one line that ends in “=”.',
      secret: true,
    },
  ],
  origins: { api: 'https://api.coinbase.com' },
  routes: { fills: { method: 'GET', origin: 'api', path: '/api/v3/brokerage/orders/historical/fills' } },
  pace: { requests: 10, seconds: 1 },
  windowDays: 180,
  overlapDays: 2,
  reachDays: null,
  completeAt: { time: '00:15', timeZone: 'UTC' },
  prefersOwnMachine: false,

  async accounts(asking) {
    await pageOf(asking, { limit: '1' });
    return [{ id: 'portfolio', name: 'Coinbase Advanced', currency: 'USD', opened: null }];
  },

  async *answers(asking, _account, { from, to }) {
    // The start is part of what is answered, the end is not.
    const range = { start_sequence_timestamp: startOf(from), end_sequence_timestamp: startOf(dayBefore(to, -1)) };
    const seen = new Set<string>();
    let cursor = '';
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const { reply, ids, next } = await pageOf(asking, {
        limit: String(PAGE),
        ...range,
        cursor: cursor || undefined,
      });
      if (ids.some((id) => seen.has(id))) throw new SyncFault('unreadable', 'Coinbase sent a fill twice.');
      for (const id of ids) seen.add(id);
      if (ids.length > 0) yield { call: 'fills', body: reply.text };
      if (next === '' || ids.length === 0) return;
      cursor = next;
    }
    throw new SyncFault('unreadable', 'Coinbase’s list does not end.');
  },
};

function startOf(day: string): string {
  return `${day}T00:00:00Z`;
}

interface Page {
  readonly reply: Reply;
  readonly ids: readonly string[];
  /** Empty where this is the last one. */
  readonly next: string;
}

async function pageOf(asking: Asking, query: NonNullable<Request['query']>): Promise<Page> {
  const reply = await askFills(asking, query);
  const said = jsonOf(reply);
  const fills = said('fills');
  if (!Array.isArray(fills)) throw new SyncFault('unreadable', 'Coinbase’s list of fills is not there.');
  const ids = fills.map((fill) => textAt(saidIn(fill), 'entry_id'));
  if (ids.includes('')) throw new SyncFault('unreadable', 'Coinbase’s list has a fill without an id.');
  return { reply, ids, next: textAt(said, 'cursor') };
}

async function askFills(asking: Asking, query: NonNullable<Request['query']>): Promise<Reply> {
  const { key = '', secret = '' } = asking.credentials;
  const signing = signingKeyOf(secret);
  if (!signing)
    throw new SyncFault(
      'refused',
      'This is no private key of Coinbase’s. Copy all of it, with its first and last line.',
      {
        field: 'secret',
      },
    );
  const sign = (prepared: Prepared) => signatureOf(prepared, { ...signing, name: key.trim(), now: asking.now() });
  const reply = await asking.ask({ route: 'fills', query, sign });
  if (reply.status === 200) return reply;
  if (reply.status === 401)
    throw new SyncFault('refused', 'Coinbase does not accept this key. Check its name and its private key.', {
      field: 'key',
    });
  if (reply.status === 403)
    throw new SyncFault('refused', 'This key may not read fills. Give it the permission “View”.', { field: 'key' });
  throw new SyncFault('unreadable', `Coinbase answered with status ${reply.status}.`);
}

/** A token for one request, good for two minutes. */
async function signatureOf(
  { method, host, path }: Prepared,
  { key, alg, name, now }: SigningKey & { readonly name: string; readonly now: number },
): Promise<Signature> {
  const seconds = Math.floor(now / 1_000);
  const token = await new SignJWT({ uri: `${method} ${host}${path}` })
    .setProtectedHeader({ alg, kid: name, typ: 'JWT', nonce: randomBytes(16).toString('hex') })
    .setSubject(name)
    .setIssuer('cdp')
    .setNotBefore(seconds)
    .setExpirationTime(seconds + TOKEN_SECONDS)
    .sign(key);
  return { authorization: `Bearer ${token}` };
}
