import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { ChangeSettingsRequest, LedgerVerification, SettingsCommandAnswer } from '@singularity/contract';
import { firstValueFrom } from 'rxjs';
import { Commands } from '../session/commands';
import { Session } from '../session/session';

export const LEDGER_EXPORT = '/api/user/ledger/export';

/** Every call of the settings page. */
@Injectable({ providedIn: 'root' })
export class SettingsApi {
  private readonly commands = inject(Commands);
  private readonly http = inject(HttpClient);
  private readonly session = inject(Session);

  async change(request: ChangeSettingsRequest): Promise<void> {
    const settings = await this.commands.send<SettingsCommandAnswer>('PATCH', '/api/user/settings', request);
    this.session.settingsChanged(settings);
  }

  verifyLedger(): Promise<LedgerVerification> {
    return firstValueFrom(this.http.get<LedgerVerification>('/api/user/ledger/verify'));
  }
}
