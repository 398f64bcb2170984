import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '../config.token.js';
import type { Config } from '../config.js';
import type { Head } from './events.table.js';
import { StorageFull } from './refusals.js';

/** How much a member may store. Tools that serve nobody have no quota. */
@Injectable()
export class StorageQuota {
  readonly bytes: number;

  constructor(@Inject(CONFIG) config: Partial<Pick<Config, 'limits'>>) {
    this.bytes = config.limits?.storagePerMember ?? Number.MAX_SAFE_INTEGER;
  }

  /** Throws `StorageFull` where so many bytes more do not fit; of 0 more, where nothing fits any longer. */
  admit({ storedBytes }: Pick<Head, 'storedBytes'>, more = 0): void {
    if (storedBytes + Math.max(more, 1) > this.bytes) throw new StorageFull(this.bytes);
  }
}
