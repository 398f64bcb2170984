import { Component, computed, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { SIGN_IN_ERRORS } from '@singularity/contract';
import type { SignInError } from '@singularity/contract';
import { BrandMark } from '../ui/brand-mark';

@Component({
  selector: 'app-sign-in-page',
  imports: [BrandMark, MatButton],
  template: `
    <main>
      <app-brand-mark />
      <h1>Singularity</h1>
      <p class="soft">The trade journal of your community: every trade, every change, every number explained.</p>
      @if (fault(); as fault) {
        <p class="fault" role="alert">{{ fault }}</p>
      }
      <a matButton="filled" [href]="signIn()">{{ fault() ? 'Check again' : 'Sign in with Discord' }}</a>
      <p class="faint">You need to be in the Discord server and hold the Singularity role.</p>
    </main>
  `,
  styleUrl: './sign-in-page.scss',
})
export class SignInPage {
  /** Why the last sign-in came to nothing. */
  readonly error = input<string>();
  /** The address to come back to. */
  readonly returnTo = input<string>();

  protected readonly fault = computed(() => {
    const error = this.error();
    if (error === undefined) return '';
    return Object.hasOwn(SIGN_IN_ERRORS, error) ? SIGN_IN_ERRORS[error as SignInError] : SIGN_IN_ERRORS.retry;
  });
  protected readonly signIn = computed(() => {
    const returnTo = this.returnTo();
    return `/api/auth/discord${returnTo ? `?${new URLSearchParams({ returnTo })}` : ''}`;
  });
}
