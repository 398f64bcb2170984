import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import type { AccountAnswer, BulkEdit, TradeAnswer } from '@singularity/contract';
import { parseTags, tagProblems } from '@singularity/domain';
import { Session } from '../../session/session';
import { Amount } from '../../ui/amount';
import { AtFoot } from '../../ui/at-foot';
import { FocusFirst } from '../../ui/focus-first';
import { Icon } from '../../ui/icon';
import { formatCount, formatRate } from '../../ui/format/money';
import { readNumber } from '../../ui/format/number-text';
import { totalsOf } from './trade-selection';

/** What the chosen trades come to, and what can be done with all of them. */
@Component({
  selector: 'app-bulk-bar',
  imports: [Amount, FocusFirst, Icon, MatButton, MatIconButton],
  templateUrl: './bulk-bar.html',
  styleUrl: './bulk-bar.scss',
  hostDirectives: [AtFoot],
  host: { role: 'region', 'aria-label': 'Selected trades', '(keydown.escape)': 'asked.set("")' },
})
export class BulkBar {
  readonly trades = input.required<readonly TradeAnswer[]>();
  readonly accounts = input.required<readonly AccountAnswer[]>();
  readonly edit = output<BulkEdit>();
  readonly delete = output();
  readonly dismiss = output();

  private readonly settings = inject(Session).settings;
  protected readonly count = computed(() => formatCount(this.trades().length));
  protected readonly totals = computed(() =>
    totalsOf(this.trades(), this.settings()).map((total) => ({ ...total, rate: formatRate(total.winRate) })),
  );
  /** Closed accounts take no trades. */
  protected readonly openAccounts = computed(() => this.accounts().filter(({ status }) => status === 'open'));
  /** What is being asked for. */
  protected readonly asked = signal<'' | 'tags' | 'account' | 'fees'>('');
  protected readonly fault = signal('');

  protected ask(what: 'tags' | 'account' | 'fees'): void {
    this.fault.set('');
    this.asked.update((asked) => (asked === what ? '' : what));
  }

  protected changeTags(command: 'addTags' | 'removeTags', text: string): void {
    const tags = parseTags(text);
    const [fault] = tagProblems(tags);
    if (fault || tags.length === 0) return this.fault.set(fault?.message ?? 'Enter a tag.');
    this.send({ [command]: tags });
  }

  protected changeFees(text: string): void {
    const fees = readNumber(text);
    if (fees === null) return this.fault.set('Enter a number.');
    this.send({ fees });
  }

  protected move(accountId: string): void {
    this.send({ accountId: accountId || null });
  }

  private send(edit: BulkEdit): void {
    this.asked.set('');
    this.edit.emit(edit);
  }
}
