import { Component, DOCUMENT, Injector, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { AccessToken, NewAccessToken } from '@singularity/contract';
import { Notices } from '../http/notices';
import { Session } from '../session/session';
import { confirmed } from '../ui/confirmation';
import { Failure } from '../ui/failure';
import { formatDay, formatMoment, toDay } from '../ui/format/zoned-time';
import { Skeleton } from '../ui/skeleton';
import { SettingsApi } from './settings-api';
import { TokenForm } from './token-form';
import { SCOPE_LABELS } from './token-scopes';

/** What lets programs in: what each may do, when it was last used, and its end. A new one is shown this once. */
@Component({
  selector: 'app-access-tokens',
  imports: [Failure, MatButton, Skeleton, TokenForm],
  templateUrl: './access-tokens.html',
  styleUrl: './access-tokens.scss',
})
export class AccessTokens {
  private readonly api = inject(SettingsApi);
  private readonly session = inject(Session);
  private readonly notices = inject(Notices);
  private readonly injector = inject(Injector);
  private readonly clipboard = inject(DOCUMENT).defaultView?.navigator.clipboard;

  protected readonly tokens = this.api.tokens();
  protected readonly adding = signal(false);
  protected readonly made = signal<NewAccessToken | null>(null);
  protected readonly lines = computed(() => {
    const moment = (at: string) => formatMoment(at, this.session.timeZone());
    const now = new Date().toISOString();
    return (this.tokens.value()?.items ?? []).map((token) => ({
      token,
      scopes: token.scopes.map((scope) => SCOPE_LABELS[scope]).join(', '),
      used: token.lastUsedAt ? `last used ${moment(token.lastUsedAt)} from ${token.lastUsedFrom}` : 'never used',
      ends: token.expiresAt ? `expires ${formatDay(toDay(token.expiresAt, this.session.timeZone()))}` : 'never expires',
      expired: token.expiresAt !== null && token.expiresAt <= now,
    }));
  });

  protected show(token: NewAccessToken): void {
    this.adding.set(false);
    this.made.set(token);
    this.tokens.reload();
  }

  protected async copy({ token }: NewAccessToken): Promise<void> {
    await this.notices.attempt(async () => {
      await this.clipboard?.writeText(token);
      this.notices.say('Token copied');
    });
  }

  protected async revoke(token: AccessToken): Promise<void> {
    const texts = {
      heading: `Revoke ${token.name}?`,
      text: 'Programs that use it stop working at once. This cannot be undone.',
      confirm: 'Revoke',
      refuse: 'Cancel',
    };
    if (!(await confirmed(this.injector, texts))) return;
    const done = await this.notices.attempt(() => this.api.revokeToken(token));
    if (done) this.notices.say(`Revoked ${token.name}`);
    if (done && this.made()?.id === token.id) this.made.set(null);
    this.tokens.reload();
  }
}
