import { DOCUMENT, Injectable, Injector, inject } from '@angular/core';
import type { ConnectionAnswer, RunAnswer } from '@singularity/contract';
import { Notices } from '../http/notices';
import { confirmed } from '../ui/confirmation';
import { plural } from '../ui/format/figure-labels';
import { ConnectionsApi } from './connections-api';

/** What a member does with a connection, and what is said of it. */
@Injectable({ providedIn: 'root' })
export class ConnectionActions {
  private readonly api = inject(ConnectionsApi);
  private readonly document = inject(DOCUMENT);
  private readonly injector = inject(Injector);
  private readonly notices = inject(Notices);

  async sync(connection: ConnectionAnswer): Promise<void> {
    await this.notices.attempt(() => this.api.sync(connection));
  }

  /** Leads to the broker, which sends the member back to the page of the connection. */
  async agree(connection: ConnectionAnswer): Promise<void> {
    await this.notices.attempt(async () => this.leaveFor((await this.api.consent(connection)).url));
  }

  leaveFor(url: string): void {
    this.document.location.assign(url);
  }

  async pause(connection: ConnectionAnswer, paused: boolean): Promise<void> {
    const done = await this.notices.attempt(() => this.api.edit(connection, { paused }));
    if (done) this.notices.say(`${paused ? 'Paused' : 'Resumed'} ${connection.label}`);
  }

  /** True when it is gone. */
  async disconnect(connection: ConnectionAnswer, broker: string): Promise<boolean> {
    const agreed = await confirmed(this.injector, {
      heading: `Disconnect ${connection.label}?`,
      text: `Your trades and balances stay. The key is deleted here at once, and nothing more is synced. If nothing else uses the key, revoke it at ${broker} too.`,
      confirm: 'Disconnect',
      refuse: 'Cancel',
    });
    if (!agreed || !(await this.notices.attempt(() => this.api.disconnect(connection)))) return false;
    this.notices.say(`Disconnected ${connection.label}`);
    return true;
  }

  async takeBack(connection: ConnectionAnswer, run: RunAnswer): Promise<void> {
    const agreed = await confirmed(this.injector, {
      heading: 'Take back this sync?',
      text: 'The trades that it added will be removed, and those that it changed will be as before. Trades that you changed since are kept.',
      confirm: 'Take back',
      refuse: 'Keep sync',
    });
    if (!agreed) return;
    await this.notices.attempt(async () => {
      const { kept } = await this.api.takeBack(connection, run);
      const rest = kept.length > 0 ? `, except ${plural(kept.length, 'trade')} changed since` : '';
      this.notices.say(`Sync taken back${rest}`);
    });
  }
}
