import { Component, computed, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { SIGN_IN_ERRORS, SIGN_IN_PATH } from '@singularity/contract';
import type { DenialReason, SignInError } from '@singularity/contract';
import { BrandMark } from '../ui/brand-mark';

/** What is missing, and what a member can do about it. */
const DENIALS: Record<DenialReason, { readonly missing: string; readonly link: string; readonly without: string }> = {
  not_in_server: {
    missing: 'This Discord account is not in the server.',
    link: 'Join the Discord server',
    without: 'Ask the community for an invite.',
  },
  no_role: {
    missing: 'This Discord account is in the server but does not have the Singularity role.',
    link: 'Open the Discord server',
    without: 'Ask a server admin for it.',
  },
};

@Component({
  selector: 'app-sign-in-page',
  imports: [BrandMark, MatButton],
  template: `
    <main>
      <app-brand-mark />
      <h1>Singularity</h1>
      <p class="soft">Your community’s trade journal: every trade, every change, every number explained.</p>
      @if (fault(); as fault) {
        <p class="fault" role="alert">{{ fault }}</p>
      }
      @if (denial(); as denial) {
        <p class="denial">{{ denial.missing }} {{ invite() ? '' : denial.without }}</p>
      }
      <a matButton="filled" [href]="signIn()">{{ fault() ? 'Check again' : 'Sign in with Discord' }}</a>
      @if (isDenied()) {
        @if (invite(); as invite) {
          <a matButton="outlined" target="_blank" rel="noopener" [href]="invite">{{
            denial()?.link ?? 'Open the Discord server'
          }}</a>
        }
        <a matButton [href]="signInAsAnother()">Use another Discord account</a>
      }
      <p class="faint">Requires the Singularity role in the Discord server.</p>
    </main>
  `,
  styleUrl: './sign-in-page.scss',
})
export class SignInPage {
  /** Why the last sign-in came to nothing. */
  readonly error = input<string>();
  /** Which of the two is missing, where access was denied. */
  readonly reason = input<string>();
  /** To the Discord server, where there is an invitation. */
  readonly invite = input<string | null>();
  /** The address to come back to. */
  readonly returnTo = input<string>();

  protected readonly fault = computed(() => {
    const error = this.error();
    if (error === undefined) return '';
    return Object.hasOwn(SIGN_IN_ERRORS, error) ? SIGN_IN_ERRORS[error as SignInError] : SIGN_IN_ERRORS.retry;
  });
  protected readonly isDenied = computed(() => this.error() === ('access_denied' satisfies SignInError));
  protected readonly denial = computed(() => {
    const reason = this.reason();
    if (!this.isDenied() || reason === undefined || !Object.hasOwn(DENIALS, reason)) return null;
    return DENIALS[reason as DenialReason];
  });
  protected readonly signIn = computed(() => this.signInWith({}));
  protected readonly signInAsAnother = computed(() => this.signInWith({ account: 'another' }));

  private signInWith(parameters: Readonly<Record<string, string>>): string {
    const returnTo = this.returnTo();
    const query = new URLSearchParams({ ...parameters, ...(returnTo && { returnTo }) }).toString();
    return query ? `${SIGN_IN_PATH}?${query}` : SIGN_IN_PATH;
  }
}
