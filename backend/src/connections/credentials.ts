import { Inject, Injectable } from '@nestjs/common';
import type { Credentials } from '@singularity/connectors';
import type { Config } from '../config.js';
import { CONFIG } from '../config.token.js';
import { KeyRing } from '../runtime/key-ring.js';

/** Credentials as they are kept: by field, each with the id of its key. */
export type SealedCredentials = Readonly<Record<string, string>>;

/** Whose they are: what is sealed for one connection opens for no other. */
export interface OfConnection {
  readonly userId: string;
  readonly id: string;
}

/** Of shorter ones the last four characters would tell too much. */
const LEAST_TO_SHOW = 12;

/** Seals what members give of brokers, and opens it again. */
@Injectable()
export class CredentialVault {
  private readonly keys: KeyRing;

  constructor(@Inject(CONFIG) { credentialKeys }: Pick<Config, 'credentialKeys'>) {
    this.keys = new KeyRing(credentialKeys);
  }

  seal(of: OfConnection, credentials: Credentials): SealedCredentials {
    return Object.fromEntries(
      Object.entries(credentials).map(([field, text]) => [field, this.keys.seal(purposeOf(of, field), text)]),
    );
  }

  /** Null where any of them cannot be opened: the key has changed, or they are another’s. */
  open(of: OfConnection, sealed: SealedCredentials): Credentials | null {
    const opened = Object.entries(sealed).map(([field, text]) => [field, this.opened(of, field, text)] as const);
    return opened.some(([, text]) => text === null) ? null : (Object.fromEntries(opened) as Credentials);
  }

  /** As much of one as its member may see. */
  lastFour(of: OfConnection, field: string, sealed: SealedCredentials): string | null {
    const text = sealed[field] === undefined ? null : this.opened(of, field, sealed[field]);
    return text !== null && text.length >= LEAST_TO_SHOW ? text.trimEnd().slice(-4) : null;
  }

  private opened(of: OfConnection, field: string, text: string): string | null {
    return this.keys.open(purposeOf(of, field), text);
  }
}

function purposeOf({ userId, id }: OfConnection, field: string): string {
  return `broker-credential|${id}|${userId}|${field}`;
}
