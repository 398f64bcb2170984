import type { Sent } from './wire/sent.js';
import type { ChangeSettingsBody } from './wire/session-requests.js';

export type {
  InviteView as InviteAnswer,
  SessionView as SessionAnswer,
  SettingsCommandView as SettingsCommandAnswer,
  SettingsView as SettingsAnswer,
} from './wire/session-answers.js';

export type ChangeSettingsRequest = Sent<ChangeSettingsBody>;

/** Why a sign-in came to nothing: `/login?error=…`. */
export const SIGN_IN_ERRORS = {
  access_denied: 'Access denied. Singularity tier required.',
  discord_unavailable: 'Discord did not respond. Try again in a moment.',
  retry: 'Sign-in was not completed. Try again.',
  not_https:
    'Signing in needs HTTPS. Open the site at its https:// address. If you just did, tell the site operator: the proxy must send the header “X-Forwarded-Proto: https”.',
  rate_limited: 'Too many sign-in attempts from your network. Wait a minute and try again.',
} as const;
export type SignInError = keyof typeof SIGN_IN_ERRORS;

/** Which of the two is missing: `reason` beside `error=access_denied`. */
export type DenialReason = 'not_in_server' | 'no_role';

/** Sends the browser to Discord. With `account=another` Discord asks who signs in, though it knows somebody already. */
export const SIGN_IN_PATH = '/api/auth/discord';
/** `InviteAnswer` */
export const INVITE_PATH = `${SIGN_IN_PATH}/invite`;

export const SESSION_COOKIE = { plain: 'sid', secure: '__Host-sid' } as const;
/** Switches a browser to the member's demo ledger. */
export const DEMO_COOKIE = { plain: 'demo', secure: '__Host-demo' } as const;
/** Tells in each answer to a member whose ledger it is about: their own or their demo. */
export const LEDGER_HEADER = 'X-Ledger-Id';
export const XSRF = { cookie: 'XSRF-TOKEN', header: 'X-XSRF-TOKEN' } as const;
