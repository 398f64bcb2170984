import type { Credentials } from '../credentials.js';

/** A request as it is about to be sent, for whoever has to sign it. */
export interface Prepared {
  readonly method: 'GET' | 'POST';
  readonly host: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  /** Empty where there is none. */
  readonly body: string;
}

/** Headers that sign a request. */
export type Signature = Readonly<Record<string, string>>;

export interface Request {
  /** The name of one of the connector's routes. */
  readonly route: string;
  /** What is filled into its path. */
  readonly parts?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is; its content type is among the headers. A function makes it anew for each attempt. */
  readonly body?: string | (() => string);
  /** Gives the headers that sign the request. It is asked anew for each attempt. */
  readonly sign?: (prepared: Prepared) => Signature | Promise<Signature>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What a connector asks with. */
export interface Asking {
  readonly credentials: Credentials;
  /** Now, in milliseconds since 1970. */
  readonly now: () => number;
  /**
   * Sends a request. Answers of a status from 200 to 499 but 429 come back as they are; all else rejects with `SyncFault`,
   * after what patience there is.
   */
  readonly ask: (request: Request) => Promise<Reply>;
  /** Waits, where the broker asks for time. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Keeps credentials that the broker has changed. They are kept once this resolves, and may be used only then. */
  readonly keep: (changed: Credentials) => Promise<void>;
}
