import type { Answer, Platform } from '@singularity/brokers';
import type { Credentials } from './credentials.js';
import type { Asking } from './http/asking.js';
import type { Routes } from './http/route.js';

/** Something that the member has to paste. */
export interface CredentialField {
  readonly name: string;
  readonly label: string;
  /** Where to find it, or what it looks like. */
  readonly hint: string;
  /** Whether it is hidden while it is typed. */
  readonly secret: boolean;
  /** Whether it may be left empty. */
  readonly optional?: true;
}

/** What a member reads before they connect. */
export interface About {
  /** What to do at the broker, step by step. */
  readonly steps: readonly string[];
  /** What whoever has these credentials could do. */
  readonly power: string;
  /** What the broker gives and does not. */
  readonly gives: string;
  /** Something that the member must agree to first; null where there is nothing. */
  readonly warning: string | null;
  /** A page of the broker's that describes it. */
  readonly page: string;
}

/** An account at the broker. `id` is what requests name it by, `name` what the member knows it by. */
export interface BrokerAccount {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  /** Since when it is there, as a day; null where the broker does not say. */
  readonly opened: string | null;
}

/** Days that are asked about, both ends in, as `2026-11-30`. The last window is the one that ends today. */
export interface Window {
  readonly from: string;
  readonly to: string;
  readonly isLast: boolean;
}

/** How much may be asked within some seconds. */
export interface Pace {
  readonly requests: number;
  readonly seconds: number;
}

/** A moment of each day. */
export interface DayTime {
  /** `05:30`. */
  readonly time: string;
  readonly timeZone: string;
}

/**
 * How the member agrees at the broker, in their browser, that their data is read (the code flow of OAuth 2). The host
 * - keeps the fields that the member pasted, and makes a `state` that nobody can guess, bound to their session;
 * - sends the browser to `url`, of which it replaces the origin as it does for every request;
 * - takes the browser back at `redirectUri`, an address under https that the member has given the broker letter by letter,
 *   refuses a `state` that is not theirs, and hands the decoded `code` to `exchange` within 30 seconds;
 * - reads `accounts` then, and syncs as it does with any other broker;
 * - tells the member before `until`, and when a run ends with `SyncFault` "member", that they have to agree again: the same
 *   way, for the same connection, whose accounts stay.
 */
export interface Consent {
  /** Where the browser is sent. */
  url(credentials: Credentials, redirectUri: string, state: string): string;
  /** Takes what the browser came back with, and keeps what it opens by `asking.keep`. Rejects with `SyncFault`. */
  exchange(asking: Asking, code: string, redirectUri: string): Promise<void>;
  /** When the consent ends, as an instant; null where there is none. */
  until(credentials: Credentials): string | null;
}

/**
 * How one broker is asked for what happened in an account. It only asks: what the answers mean, the reader of the same broker
 * says (`libs/brokers`), from the answers alone.
 */
export interface Connector {
  readonly broker: Platform;
  readonly about: About;
  readonly fields: readonly CredentialField[];
  /** The addresses of its API by short names, as the broker documents them. */
  readonly origins: Readonly<Record<string, string>>;
  /** All that can be asked. None of it places, changes or cancels an order. */
  readonly routes: Routes;
  readonly pace: Pace;
  /** How many days are asked about at once. */
  readonly windowDays: number;
  /** How many days before the last one that is known are asked about again: brokers post late and correct. */
  readonly overlapDays: number;
  /** How far back it goes, in days; null for as far as the account does. */
  readonly reachDays: number | null;
  /** When a day is complete at the broker. */
  readonly completeAt: DayTime;
  /** Whether it is better run on the member's own machine. */
  readonly prefersOwnMachine: boolean;
  /** Where pasted credentials are not enough. */
  readonly consent?: Consent;
  /** The accounts that the credentials open. Rejects with `SyncFault`. */
  accounts(asking: Asking): Promise<readonly BrokerAccount[]>;
  /** What the broker says of an account and some days. Rejects with `SyncFault`. */
  answers(asking: Asking, account: BrokerAccount, window: Window): AsyncIterable<Answer>;
}
