import { Inject, Injectable } from '@nestjs/common';
import { PREFERENCE_LIMITS, SCREENSHOT_LIMITS } from '@singularity/contract';
import type { Refused } from '@singularity/contract';
import { PreferencesBody } from '@singularity/contract/wire';
import { Tenants } from '../database/tenants.js';
import { lockHead } from '../event-store/events.table.js';
import { StorageQuota } from '../event-store/storage-quota.js';
import { definedFields } from '../http/defined-fields.js';
import { createValidationPipe } from '../http/validation.js';
import { addPreferences } from '../members/preferences.table.js';
import { Clock } from '../runtime/clock.js';
import { asKept } from '../screenshots/screenshot-image.js';
import { ScreenshotStore } from '../screenshots/screenshot-store.js';
import type { Archive, ArchivedScreenshot } from './archive.js';

interface Extras {
  readonly screenshots: number;
  readonly refused: readonly Refused[];
}

/** What an archive has beside the ledger: pictures, and how the pages look. */
@Injectable()
export class RestoredExtras {
  private readonly validation = createValidationPipe();

  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(ScreenshotStore) private readonly store: ScreenshotStore,
    @Inject(StorageQuota) private readonly quota: StorageQuota,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** `trades` are those whose pictures have a place. */
  async restore(userId: string, archive: Archive, trades: ReadonlySet<string>): Promise<Extras> {
    await this.restorePreferences(userId, archive);
    const refused: Refused[] = [];
    let screenshots = 0;
    for (const [tradeId, pictures] of Map.groupBy(archive.screenshots, (picture) => picture.tradeId)) {
      const told = trades.has(tradeId) ? await this.restorePictures(userId, archive, tradeId, pictures) : null;
      screenshots += told?.kept ?? 0;
      refused.push(...(told?.refused ?? pictures.map((picture) => refusal(picture, 'its trade was not restored.'))));
    }
    return { screenshots, refused };
  }

  private async restorePictures(
    userId: string,
    archive: Archive,
    tradeId: string,
    pictures: readonly ArchivedScreenshot[],
  ): Promise<{ readonly kept: number; readonly refused: readonly Refused[] }> {
    const known = await this.tenants.readTenant(userId, (tx) => this.store.list(tx, tradeId));
    const there = new Set(known.map(({ id }) => id));
    const missing = pictures.filter(({ id }) => !there.has(id));
    const room = SCREENSHOT_LIMITS.count - there.size;
    const refused = missing.slice(room).map((picture) => refusal(picture, 'its trade has too many.'));
    let kept = 0;
    for (const picture of missing.slice(0, room))
      if (await this.keep(userId, archive, picture)) kept++;
      else refused.push(refusal(picture, 'it cannot be read.'));
    return { kept, refused };
  }

  private async keep(userId: string, archive: Archive, picture: ArchivedScreenshot): Promise<boolean> {
    const bytes = await archive.screenshot(picture);
    const image = bytes && (await asKept(bytes));
    if (!image) return false;
    await this.tenants.withTenant(userId, async (tx) => {
      this.quota.admit(await lockHead(tx), image.webp.length);
      await this.store.add(tx, picture, image, this.clock.toRecord());
    });
    return true;
  }

  /** Where the member has chosen none yet. What cannot be read is left out: it is no more than how pages look. */
  private async restorePreferences(userId: string, archive: Archive): Promise<void> {
    const told = await archive.readPreferences();
    const metatype = PreferencesBody;
    const body = (await this.validation.transform(told, { type: 'body', metatype }).catch(() => null)) as object | null;
    if (!body) return;
    const document = definedFields(body);
    if (Buffer.byteLength(JSON.stringify(document)) > PREFERENCE_LIMITS.bytes) return;
    await this.tenants.withTenant(userId, (tx) => addPreferences(tx, document));
  }
}

function refusal({ id }: ArchivedScreenshot, why: string): Refused {
  return { id, message: `Screenshot: ${why}` };
}
