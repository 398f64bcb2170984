import { Component, computed, inject, signal } from '@angular/core';
import { FormField, FormRoot, form } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import { PLATFORMS, PREFERENCE_LIMITS, TEXT_LIMITS } from '@singularity/contract';
import type { Problem } from '@singularity/domain';
import { Notices } from '../http/notices';
import { MemberPreferences } from '../session/preferences';
import { FormSubmission } from '../http/form-submission';
import { keepUnsent } from '../session/unsent';
import { Field, FieldControl } from '../ui/field';
import { Icon } from '../ui/icon';
import type { MayHoldInput } from '../session/keep-input';

interface PlatformDraft {
  name: string;
}

/** Platforms of one's own, offered with the usual ones when an account is added. */
@Component({
  selector: 'app-own-platforms',
  imports: [Field, FieldControl, FormField, FormRoot, Icon, MatButton, MatIconButton],
  template: `
    <p class="soft">Shown with the default platforms when you add an account.</p>
    @if (platforms().length > 0) {
      <ul aria-label="Your platforms">
        @for (platform of platforms(); track platform) {
          <li>
            <span>{{ platform }}</span>
            <button matIconButton type="button" [attr.aria-label]="'Remove ' + platform" (click)="remove(platform)">
              <app-icon name="close" />
            </button>
          </li>
        }
      </ul>
    }
    <form [formRoot]="form">
      <app-field label="Platform name">
        <input type="text" autocomplete="off" appControl [formField]="form.name" />
      </app-field>
      <button matButton="outlined" type="submit" [disabled]="form().submitting()">Add</button>
    </form>
  `,
  styleUrl: './own-platforms.scss',
})
export class OwnPlatforms implements MayHoldInput {
  private readonly preferences = inject(MemberPreferences);
  private readonly notices = inject(Notices);

  protected readonly platforms = computed(() => this.preferences.value().platforms);
  private readonly draft = signal<PlatformDraft>({ name: '' });
  private readonly submission = new FormSubmission<PlatformDraft>(
    (draft) => this.problemsOf(draft),
    () => this.notices.attempt(() => this.add()),
  );
  protected readonly form = form(this.draft, this.submission.rules, { submission: this.submission.options });
  readonly unsaved = computed(() => this.draft().name.trim() !== '');

  constructor() {
    keepUnsent(this.form, { name: () => 'own-platforms', begun: () => ({ name: '' }), unsaved: this.unsaved });
  }

  protected async remove(platform: string): Promise<void> {
    const platforms = this.platforms().filter((other) => other !== platform);
    await this.notices.attempt(() => this.preferences.change({ platforms }));
  }

  private async add(): Promise<void> {
    await this.preferences.change({ platforms: [...this.platforms(), this.draft().name.trim()] });
    this.form().reset({ name: '' });
  }

  private problemsOf({ name }: PlatformDraft): readonly Problem[] {
    const typed = name.trim();
    const known = [...this.platforms(), ...PLATFORMS].some((other) => other.toLowerCase() === typed.toLowerCase());
    if (typed === '') return [{ field: 'name', message: 'Enter a name.' }];
    if (known) return [{ field: 'name', message: 'Already on the list.' }];
    if (typed.length > TEXT_LIMITS.platform)
      return [{ field: 'name', message: `At most ${TEXT_LIMITS.platform} characters.` }];
    if (this.platforms().length >= PREFERENCE_LIMITS.platforms)
      return [{ field: 'name', message: `At most ${PREFERENCE_LIMITS.platforms} platforms.` }];
    return [];
  }
}
