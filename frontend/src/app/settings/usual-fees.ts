import { Component, computed, inject, linkedSignal } from '@angular/core';
import { FormField, FormRoot, form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { same } from '@singularity/domain';
import type { Problem } from '@singularity/domain';
import { memberAccounts } from '../ledger/accounts';
import { Notices } from '../http/notices';
import { MemberPreferences } from '../session/preferences';
import { sentenceOf } from '../http/problem';
import { FormSubmission } from '../http/form-submission';
import { keepUnsent } from '../session/unsent';
import { Failure } from '../ui/failure';
import { Field, FieldControl } from '../ui/field';
import type { MayHoldInput } from '../session/keep-input';
import { NumberControl } from '../ui/number-control';
import { readNumber } from '../ui/format/number-text';
import { Skeleton } from '../ui/skeleton';
import { SettingsApi } from './settings-api';

interface FeesDraft {
  presets: { accountId: string; name: string; fees: string }[];
}

/** The fees that a new trade begins with, for each account that is open. */
@Component({
  selector: 'app-usual-fees',
  imports: [Failure, Field, FieldControl, FormField, FormRoot, MatButton, NumberControl, Skeleton],
  template: `
    <p class="soft">Filled in for new trades in the account. You can change them on each trade.</p>
    @if (preferences.known() && draft().presets.length > 0) {
      <form [formRoot]="form">
        @for (preset of form.presets; track $index) {
          <app-field [label]="preset.name().value()">
            <input type="text" appNumber="money" placeholder="0" appControl [formField]="preset.fees" />
          </app-field>
        }
        @if (problem(); as problem) {
          <p class="loss" role="alert">{{ problem }} Your changes are still here.</p>
        }
        <button matButton="filled" type="submit" [disabled]="form().submitting()">Save fees</button>
      </form>
    } @else if (accounts.problem(); as problem) {
      <app-failure [problem]="problem" (retry)="accounts.reload()" />
    } @else if (draft().presets.length === 0 && accounts.value()) {
      <p class="faint">No open accounts yet</p>
    } @else {
      <app-skeleton [count]="2" height="2rem" />
    }
  `,
  styles: `
    :host,
    form {
      display: grid;
      gap: var(--space-3);
    }
    form {
      grid-template-columns: repeat(auto-fill, minmax(min(13rem, 100%), 1fr));
    }
    p[role='alert'],
    button {
      grid-column: 1 / -1;
      justify-self: start;
    }
  `,
})
export class UsualFees implements MayHoldInput {
  private readonly api = inject(SettingsApi);
  protected readonly preferences = inject(MemberPreferences);
  private readonly notices = inject(Notices);

  protected readonly accounts = memberAccounts();
  private readonly known = computed<FeesDraft>(
    () => {
      const { feePresets } = this.preferences.value();
      const open = (this.accounts.value()?.items ?? []).filter(({ status }) => status === 'open');
      return { presets: open.map(({ id, name }) => ({ accountId: id, name, fees: feePresets[id] ?? '' })) };
    },
    { equal: same },
  );
  protected readonly draft = linkedSignal(() => this.known());
  private readonly submission = new FormSubmission<FeesDraft>(problemsOf, () => this.save());
  protected readonly problem = computed(() => {
    const problem = this.submission.problem();
    return problem && sentenceOf(problem);
  });
  protected readonly form = form(this.draft, this.submission.rules, { submission: this.submission.options });
  readonly unsaved = computed(() => this.form().dirty());

  constructor() {
    keepUnsent(this.form, {
      name: () => 'usual-fees',
      begun: this.known,
      unsaved: this.unsaved,
      ready: () => this.preferences.known() && this.accounts.value() !== undefined,
    });
  }

  private async save(): Promise<void> {
    const { presets } = this.draft();
    const shown = new Set(presets.map(({ accountId }) => accountId));
    const others = Object.entries(this.preferences.value().feePresets).filter(([accountId]) => !shown.has(accountId));
    const said = presets.flatMap(({ accountId, fees }) => {
      const amount = readNumber(fees);
      return amount === null ? [] : [[accountId, amount] as const];
    });
    const feePresets = Object.fromEntries([...others, ...said]);
    await this.preferences.change({ feePresets });
    this.form().reset();
    this.notices.say('Saved fees');
  }
}

function problemsOf({ presets }: FeesDraft): readonly Problem[] {
  return presets.flatMap(({ fees }, index) =>
    fees.trim() === '' || readNumber(fees) !== null
      ? []
      : [{ field: `presets.${index}.fees`, message: 'Enter a number of at most 18 digits.' }],
  );
}
