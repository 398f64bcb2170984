import { HttpClient, HttpEventType } from '@angular/common/http';
import type { HttpEvent, HttpResponse } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { EditImportRequest, ImportAnswer, Page, TradeAnswer, UndoImportAnswer } from '@singularity/contract';
import { filter, firstValueFrom, fromEvent, takeUntil, tap } from 'rxjs';
import type { Observable } from 'rxjs';
import { Commands } from '../http/commands';
import { ledgerResource } from '../ledger/ledger-resource';
import type { LedgerResource } from '../ledger/ledger-resource';

const IMPORTS = '/api/user/imports';

/** Every call about imports. Those that read resources are for field initializers. */
@Injectable({ providedIn: 'root' })
export class ImportsApi {
  private readonly commands = inject(Commands);
  private readonly http = inject(HttpClient);

  one(id: () => string): LedgerResource<ImportAnswer> {
    return ledgerResource(() => ({ url: urlOf(id()) }));
  }

  /** The newest first. */
  page(params: Readonly<Record<string, string | number>>): Observable<Page<ImportAnswer>> {
    return this.http.get<Page<ImportAnswer>>(IMPORTS, { params });
  }

  trade(id: () => string): LedgerResource<TradeAnswer> {
    return ledgerResource(() => ({ url: `/api/user/trades/${id()}` }));
  }

  /** `progress` is told the fraction that is sent. Null where it was stopped before the answer. */
  upload(
    files: readonly File[],
    progress: (fraction: number) => void,
    stop: AbortSignal,
  ): Promise<ImportAnswer | null> {
    const body = new FormData();
    for (const file of files) body.append('file', file, file.name);
    const events = this.http.post<ImportAnswer>(IMPORTS, body, { observe: 'events', reportProgress: true });
    const told = tap((event: HttpEvent<ImportAnswer>) => {
      if (event.type === HttpEventType.UploadProgress && event.total) progress(event.loaded / event.total);
    });
    const isAnswer = (event: HttpEvent<ImportAnswer>): event is HttpResponse<ImportAnswer> =>
      event.type === HttpEventType.Response;
    const answer = events.pipe(told, filter(isAnswer), takeUntil(fromEvent(stop, 'abort')));
    return firstValueFrom(answer, { defaultValue: null }).then((response) => response?.body ?? null);
  }

  edit({ id }: ImportAnswer, request: EditImportRequest): Promise<ImportAnswer> {
    return this.commands.send('PATCH', urlOf(id), request);
  }

  confirm({ id }: ImportAnswer): Promise<ImportAnswer> {
    return this.commands.send('POST', `${urlOf(id)}/confirm`, {});
  }

  undo({ id }: ImportAnswer): Promise<UndoImportAnswer> {
    return this.commands.send('POST', `${urlOf(id)}/undo`, {});
  }

  discard({ id }: ImportAnswer): Promise<ImportAnswer> {
    return this.commands.send('DELETE', urlOf(id));
  }

  readAgain({ id }: ImportAnswer): Promise<ImportAnswer> {
    return this.commands.send('POST', `${urlOf(id)}/read-again`, {});
  }
}

function urlOf(id: string): string {
  return `${IMPORTS}/${id}`;
}
