import { Component, DOCUMENT, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { StreamType } from '@singularity/contract';
import { textOf } from '../ledger/as-of';
import { Notices } from '../http/notices';
import { TradeName } from '../ui/trade-name';
import { formatDay, formatExactMoment } from '../ui/format/zoned-time';
import type { Vocabulary } from './change-values';
import type { Line, Turn } from './lines';
import { Phrases } from './phrases-text';
import { detailsOf } from './phrases';

const OWN: Readonly<Record<StreamType, string>> = {
  trade: 'for this trade',
  account: 'for this account',
  day: 'for this day',
  import: 'for this import',
  connection: 'for this connection',
  user: 'for your settings',
};

/** One change: what it was about, what it changed, where it came from, its receipt, and the way back. */
@Component({
  selector: 'app-change-entry',
  imports: [MatButton, Phrases, RouterLink, TradeName],
  templateUrl: './change-entry.html',
  styleUrl: './change-entry.scss',
  host: { '[class.gone]': 'line().fate' },
})
export class ChangeEntry {
  readonly line = input.required<Line>();
  readonly vocabulary = input.required<Vocabulary>();
  /** Whether it is said what it is about: not where all are about the same. */
  readonly named = input(true);
  /** Whether its trade can go back to how it was then. */
  readonly revertible = input(false);
  readonly readOnly = input(false);
  readonly turn = output<Turn>();
  readonly revert = output();

  private readonly clipboard = inject(DOCUMENT).defaultView?.navigator.clipboard;
  private readonly notices = inject(Notices);

  /** Whether the receipt and all fields are shown. */
  protected readonly open = signal(false);
  protected readonly subject = computed(() => this.line().entry.subject);
  protected readonly formatDay = formatDay;
  protected readonly receipt = computed(() => {
    const { version, hash } = this.line().entry;
    return `#${version} · ${hash.slice(0, 8)}`;
  });
  protected readonly moment = computed(() =>
    formatExactMoment(this.line().entry.recordedAt, this.vocabulary().timeZone),
  );
  /** The ledger as it stood right before it, as an address says it. */
  protected readonly before = computed(() => textOf({ version: this.line().entry.version - 1 }));
  /** The page on which that is looked at best. */
  protected readonly page = computed(() => {
    const { stream, subject } = this.line().entry;
    const { type, id } = stream;
    if (subject.type === 'day') return ['/days', subject.day];
    if (subject.type === 'import') return ['/import', id];
    return type === 'trade' ? ['/trades', id] : [type === 'account' ? '/accounts' : '/'];
  });
  protected readonly own = computed(() => OWN[this.line().entry.stream.type]);
  protected readonly details = computed(() => detailsOf(this.line().entry, this.vocabulary()));

  protected async copy(): Promise<void> {
    await this.notices.attempt(async () => {
      await this.clipboard?.writeText(this.line().entry.hash);
      this.notices.say('Hash copied');
    });
  }
}
