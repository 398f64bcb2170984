import { HttpClient, HttpEventType } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Page, ScreenshotAnswer } from '@singularity/contract';
import { lastValueFrom, tap } from 'rxjs';
import { Commands } from '../../http/commands';
import { ledgerResource } from '../../ledger/ledger-resource';
import type { LedgerResource } from '../../ledger/ledger-resource';

/** Every call about the screenshots of a trade. */
@Injectable({ providedIn: 'root' })
export class ScreenshotsApi {
  private readonly http = inject(HttpClient);
  private readonly commands = inject(Commands);

  list(tradeId: () => string): LedgerResource<Page<ScreenshotAnswer>> {
    return ledgerResource(() => ({ url: urlOf(tradeId()) }));
  }

  imageOf(tradeId: string, { id }: ScreenshotAnswer): string {
    return `${urlOf(tradeId)}/${id}`;
  }

  /** `progress` is told the fraction that is sent. */
  async add(tradeId: string, image: File, progress: (fraction: number) => void): Promise<void> {
    const events = this.http.post(urlOf(tradeId), image, {
      headers: { 'Content-Type': image.type },
      observe: 'events',
      reportProgress: true,
    });
    const told = tap((event: { type: HttpEventType; loaded?: number; total?: number }) => {
      if (event.type === HttpEventType.UploadProgress && event.total) progress((event.loaded ?? 0) / event.total);
    });
    await lastValueFrom(events.pipe(told));
  }

  remove(tradeId: string, { id }: ScreenshotAnswer): Promise<ScreenshotAnswer> {
    return this.commands.send('DELETE', `${urlOf(tradeId)}/${id}`);
  }
}

function urlOf(tradeId: string): string {
  return `/api/user/trades/${tradeId}/screenshots`;
}
