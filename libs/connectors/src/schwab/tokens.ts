import type { Credentials } from '../credentials.js';
import type { Asking, Reply } from '../http/asking.js';
import { jsonOf, textAt } from '../http/json.js';
import { SyncFault } from '../sync-fault.js';

/** How long a consent is good. A refresh does not prolong it. */
const CONSENT_MS = 7 * 86_400_000;
/** Access is refreshed so long before it ends: a request takes its time, and clocks differ. */
const MARGIN_MS = 60_000;

/** That somebody agrees to `grant`, in the words of OAuth 2. */
type Grant = Readonly<Record<string, string>> & { readonly grant_type: string };

/** Takes the code that a consent ended with, and keeps what it opens. */
export async function exchangeCode(asking: Asking, code: string, redirectUri: string): Promise<void> {
  const agreedAt = asking.now();
  const tokens = await tokensFor(asking, { grant_type: 'authorization_code', code, redirect_uri: redirectUri });
  const consentUntil = new Date(agreedAt + CONSENT_MS).toISOString();
  await asking.keep({ ...tokens, consentUntil });
}

/** A token that opens the account now. Where it ends soon, or `anew`, another one is asked for and kept first. */
export async function accessToken(asking: Asking, anew = false): Promise<string> {
  const { accessToken = '', accessUntil = '', refreshToken = '' } = asking.credentials;
  if (!anew && accessToken !== '' && Date.parse(accessUntil) - MARGIN_MS > asking.now()) return accessToken;
  if (refreshToken === '') throw consentNeeded();
  const tokens = await tokensFor(asking, { grant_type: 'refresh_token', refresh_token: refreshToken });
  await asking.keep(tokens);
  return tokens['accessToken'] ?? '';
}

/** The consent is over, or was never given. */
export function consentNeeded(): SyncFault {
  return new SyncFault('member', 'Schwab asks for your consent every seven days. Connect it again to go on.');
}

async function tokensFor(asking: Asking, grant: Grant): Promise<Credentials> {
  const { appKey = '', appSecret = '' } = asking.credentials;
  const basic = Buffer.from(`${appKey.trim()}:${appSecret.trim()}`).toString('base64');
  const begun = asking.now();
  const reply = await asking.ask({
    route: 'token',
    headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(grant).toString(),
  });
  if (reply.status !== 200) throw faultOf(reply);
  const said = jsonOf(reply);
  const [access, refresh, seconds] = ['access_token', 'refresh_token', 'expires_in'].map((name) => textAt(said, name));
  if (!access || !Number.isFinite(Number(seconds || NaN)))
    throw new SyncFault('unreadable', 'Schwab’s answer has no token in it.');
  const accessUntil = new Date(begun + Number(seconds) * 1_000).toISOString();
  return { accessToken: access, accessUntil, ...(refresh && { refreshToken: refresh }) };
}

/** A wrong key or secret is told by `invalid_client`; anything else that is refused is the consent. */
function faultOf({ status, text }: Reply): SyncFault {
  if (status !== 400 && status !== 401) return new SyncFault('unreadable', `Schwab answered with status ${status}.`);
  if (!/invalid_client|unauthorized_client/.test(text)) return consentNeeded();
  return new SyncFault('refused', 'Schwab does not know this app key and secret. Copy them again.', {
    field: 'appSecret',
  });
}
