import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../config.js';
import { CONFIG } from '../config.token.js';
import { KeyRing } from '../runtime/key-ring.js';

/** Seals what webhooks are signed with: it must be there to sign, so that no hash would do. */
@Injectable()
export class WebhookSecrets {
  private readonly keys: KeyRing;

  constructor(@Inject(CONFIG) { credentialKeys }: Pick<Config, 'credentialKeys'>) {
    this.keys = new KeyRing(credentialKeys);
  }

  seal(userId: string, id: string, secret: string): string {
    return this.keys.seal(purposeOf(userId, id), secret);
  }

  /** Null where it cannot be opened. */
  open(userId: string, id: string, sealed: string): string | null {
    return this.keys.open(purposeOf(userId, id), sealed);
  }
}

function purposeOf(userId: string, id: string): string {
  return `webhook-secret|${id}|${userId}`;
}
