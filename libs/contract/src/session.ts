import type { Settings } from '@singularity/domain';
import type { Receipt, Receipted } from './ledger.js';

/** GET /api/auth/session */
export interface SessionAnswer {
  readonly user: {
    readonly dbUserId: string;
    readonly discordId: string;
    readonly username: string;
    /** Address of a picture. */
    readonly avatar: string;
    readonly settings: SettingsAnswer;
  };
  readonly expiresAt: string;
  /** Whether this browser shows the demo ledger: `user.dbUserId` and `user.settings` are then the demo's. */
  readonly demo?: boolean;
  /** Whether a market source is set up here: where there is none, nobody need ask for prices. */
  readonly market?: boolean;
  /** The head of the ledger: what is read from now on is of this version or a later one. */
  readonly ledger: Receipt;
}

export interface SettingsAnswer extends Settings {
  readonly streamVersion: number;
}

export type SettingsCommandAnswer = Receipted<SettingsAnswer>;

/** PATCH /api/user/settings: only what changes. `breakevenTolerance` replaces the whole table: currency → amount. */
export interface ChangeSettingsRequest {
  timeZone?: string;
  baseCurrency?: string;
  theme?: Settings['theme'];
  breakevenTolerance?: Record<string, string>;
}

/** Why a sign-in came to nothing: `/login?error=…`. */
export const SIGN_IN_ERRORS = {
  access_denied: 'Access denied. Singularity tier required.',
  discord_unavailable: 'Discord did not answer as expected. Please try again in a moment.',
  retry: 'This sign-in was not completed. Please try again.',
  not_https:
    'Nobody can sign in without HTTPS. Open the site by its https:// address. If you just did, tell whoever runs this site: its proxy must send the header “X-Forwarded-Proto: https”.',
  rate_limited: 'Too many sign-ins from your address. Please wait a minute and try again.',
} as const;
export type SignInError = keyof typeof SIGN_IN_ERRORS;

export const SESSION_COOKIE = { plain: 'sid', secure: '__Host-sid' } as const;
/** Switches a browser to the member's demo ledger. */
export const DEMO_COOKIE = { plain: 'demo', secure: '__Host-demo' } as const;
/** Tells in each answer to a member whose ledger it is about: their own or their demo. */
export const LEDGER_HEADER = 'X-Ledger-Id';
export const XSRF = { cookie: 'XSRF-TOKEN', header: 'X-XSRF-TOKEN' } as const;
