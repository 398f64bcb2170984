import { HttpClient, HttpEventType } from '@angular/common/http';
import type { HttpEvent, HttpResponse } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type {
  AccessToken,
  ChangeSettingsRequest,
  DigestItem,
  LedgerVerification,
  MakeTokenRequest,
  NewAccessToken,
  Page,
  RestoreAnswer,
  SessionItem,
  SettingsCommandAnswer,
  StorageAnswer,
} from '@singularity/contract';
import { firstValueFrom, lastValueFrom, tap } from 'rxjs';
import type { Recorded } from '../changes/change-stack';
import { recordOf } from '../changes/undo';
import { Commands } from '../http/commands';
import { ledgerResource } from '../ledger/ledger-resource';
import type { LedgerResource } from '../ledger/ledger-resource';
import { Session } from '../session/session';

const EXPORT = '/api/user/export.zip';
const RESTORE = '/api/user/restore';
const DIGESTS = '/api/user/ledger/digests';
const SESSIONS = '/api/user/sessions';
const TOKENS = '/api/user/tokens';
const DEMO = '/api/user/demo';

export function digestAddress({ day }: DigestItem): string {
  return `${DIGESTS}/${day}`;
}

/** Every call of the settings page. Those that read are for field initializers. */
@Injectable({ providedIn: 'root' })
export class SettingsApi {
  private readonly commands = inject(Commands);
  private readonly http = inject(HttpClient);
  private readonly session = inject(Session);

  sessions(): LedgerResource<Page<SessionItem>> {
    return ledgerResource(() => ({ url: SESSIONS }));
  }

  tokens(): LedgerResource<Page<AccessToken>> {
    return ledgerResource(() => ({ url: TOKENS }));
  }

  storage(): LedgerResource<StorageAnswer> {
    return ledgerResource(() => ({ url: '/api/user/storage' }));
  }

  /** The newest days on which the head of this ledger was signed. */
  digests(): LedgerResource<Page<DigestItem>> {
    return ledgerResource(() => ({ url: DIGESTS, params: { limit: 7 } }));
  }

  async change(request: ChangeSettingsRequest): Promise<readonly Recorded[]> {
    const before = this.session.settings().streamVersion;
    const settings = await this.commands.send<SettingsCommandAnswer>('PATCH', '/api/user/settings', request);
    this.session.settingsChanged(settings);
    return recordOf(settings, before);
  }

  endSession({ id }: SessionItem): Promise<SessionItem> {
    return this.commands.send('DELETE', `${SESSIONS}/${id}`);
  }

  makeToken(request: MakeTokenRequest): Promise<NewAccessToken> {
    return this.commands.send('POST', TOKENS, request);
  }

  revokeToken({ id }: AccessToken): Promise<AccessToken> {
    return this.commands.send('DELETE', `${TOKENS}/${id}`);
  }

  verifyLedger(): Promise<LedgerVerification> {
    return firstValueFrom(this.http.get<LedgerVerification>('/api/user/ledger/verify'));
  }

  /** All that is the member's, as a zip; `progress` is told the bytes that are here. */
  async everything(progress: (bytes: number) => void): Promise<Blob> {
    const events = this.http.get(EXPORT, { responseType: 'blob', observe: 'events', reportProgress: true });
    const told = tap((event: HttpEvent<Blob>) => {
      if (event.type === HttpEventType.DownloadProgress) progress(event.loaded);
    });
    const { body } = (await lastValueFrom(events.pipe(told))) as HttpResponse<Blob>;
    if (!body) throw new Error('A download has a body.');
    return body;
  }

  /** Brings a journal back; `progress` is told the fraction of the archive that is sent. */
  async restore(archive: File, progress: (fraction: number) => void): Promise<RestoreAnswer> {
    const body = new FormData();
    body.append('file', archive, archive.name);
    const events = this.http.post<RestoreAnswer>(RESTORE, body, { observe: 'events', reportProgress: true });
    const told = tap((event: HttpEvent<RestoreAnswer>) => {
      if (event.type === HttpEventType.UploadProgress && event.total) progress(event.loaded / event.total);
    });
    const answer = (await lastValueFrom(events.pipe(told))) as HttpResponse<RestoreAnswer>;
    if (!answer.body) throw new Error('A restore has an answer.');
    return answer.body;
  }

  openDemo(): Promise<void> {
    return this.commands.send('POST', DEMO, {});
  }

  leaveDemo(): Promise<void> {
    return this.commands.send('POST', `${DEMO}/leave`, {});
  }

  removeDemo(): Promise<void> {
    return this.commands.send('DELETE', DEMO);
  }

  /** Erases the member for good; `confirm` is their username. */
  erase(confirm: string): Promise<void> {
    return this.commands.send('DELETE', '/api/user', { confirm });
  }
}
