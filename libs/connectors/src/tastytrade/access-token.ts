import type { Asking } from '../http/asking.js';
import { jsonOf, textAt } from '../http/json.js';
import { SyncFault } from '../sync-fault.js';

/** A token is taken for over so long before it is: a request under way must not outlive it. */
const SPARE_MS = 60_000;

/** What opens the API for fifteen minutes; it is kept, and asked for again when those are over. */
export async function accessToken(asking: Asking, { anew = false } = {}): Promise<string> {
  const { accessToken: kept = '', accessUntil = '' } = asking.credentials;
  if (!anew && kept !== '' && Number(accessUntil) - SPARE_MS > asking.now()) return kept;
  return granted(asking);
}

/** A grant that is refused is never asked for again: after some refusals tastytrade shuts out whoever asks, for hours. */
async function granted(asking: Asking): Promise<string> {
  const { refreshToken = '', clientSecret = '' } = asking.credentials;
  const grant = { grant_type: 'refresh_token', refresh_token: refreshToken, client_secret: clientSecret };
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const begun = asking.now();
  const reply = await asking.ask({ route: 'token', headers, body: JSON.stringify(grant) });
  if ([400, 401, 403].includes(reply.status)) throw refusal(reply.text);
  if (reply.status >= 400) throw new SyncFault('unreadable', `tastytrade answered with status ${reply.status}.`);
  const said = jsonOf(reply);
  const [token, seconds] = [textAt(said, 'access_token'), Number(textAt(said, 'expires_in'))];
  if (token === '' || !(seconds > 0)) throw new SyncFault('unreadable', 'tastytrade’s answer has no access token.');
  await asking.keep({ accessToken: token, accessUntil: String(begun + seconds * 1_000) });
  return token;
}

function refusal(text: string): SyncFault {
  if (text.includes('invalid_client'))
    return new SyncFault('refused', 'tastytrade does not know this client secret. Copy it again.', {
      field: 'clientSecret',
    });
  return new SyncFault(
    'refused',
    'tastytrade does not accept this refresh token with this client secret. Create a new grant and copy both.',
    { field: 'refreshToken' },
  );
}
