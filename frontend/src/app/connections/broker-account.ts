import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { AccountAnswer, ConnectionAccount } from '@singularity/contract';
import { Session } from '../session/session';
import { Amount } from '../ui/amount';
import { agreementLabel, balanceLabel, figureLabel } from '../ui/format/agreement-labels';
import { formatMoney } from '../ui/format/money';
import { formatDay, formatMoment, formatShortMoment } from '../ui/format/zoned-time';
import { Icon } from '../ui/icon';

/** An account at the broker: where its trades go, and how the journal agrees with the broker. */
@Component({
  selector: 'app-broker-account',
  imports: [Amount, Icon, MatButton, RouterLink],
  templateUrl: './broker-account.html',
  styleUrl: './broker-account.scss',
})
export class BrokerAccount {
  readonly account = input.required<ConnectionAccount>();
  /** What the broker calls itself. */
  readonly broker = input.required<string>();
  /** The journal's account; null where its trades go nowhere. */
  readonly ours = input.required<AccountAnswer | null>();

  private readonly timeZone = inject(Session).timeZone;
  protected readonly agreement = computed(() => agreementLabel(this.account().agreement, this.broker()));
  protected readonly differences = computed(() =>
    (this.account().agreement?.differs ?? []).map((difference) => ({
      ...difference,
      day: formatDay(difference.day),
      what: figureLabel(difference.what),
      reason: difference.reason ?? (difference.ours === null ? 'Not in your journal' : ''),
    })),
  );
  protected readonly balance = computed(() => {
    const [{ balance }, ours] = [this.account(), this.ours()];
    if (!balance) return null;
    return {
      theirs: formatMoney(balance.amount, balance.currency),
      at: `At ${this.broker()}, ${formatShortMoment(balance.at, this.timeZone())}`,
      ours: ours && formatMoney(ours.balance, ours.currency),
      compared: ours && balanceLabel(balance, ours.balance, ours.currency),
    };
  });
  protected readonly facts = computed(() => {
    const { from, floor, lastFillAt } = this.account();
    return [
      floor && `${this.broker()} gives trades since ${formatDay(floor)}`,
      from && `Synced from ${formatDay(from)}`,
      lastFillAt && `Last fill ${formatMoment(lastFillAt, this.timeZone())}`,
    ].filter((fact): fact is string => Boolean(fact));
  });
}
