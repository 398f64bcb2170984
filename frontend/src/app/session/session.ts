import { HttpClient } from '@angular/common/http';
import { DOCUMENT, Injectable, computed, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import type { UrlTree } from '@angular/router';
import type { SessionAnswer, SettingsAnswer, SignInError } from '@singularity/contract';
import { DEFAULT_SETTINGS } from '@singularity/domain';
import { firstValueFrom } from 'rxjs';
import { LedgerHead } from './ledger-head';
import { Outage } from '../http/outage';
import { problemOf } from '../http/problem';
import { UnsentStore } from './unsent-store';

export const SESSION_URL = '/api/auth/session';

/** Without the sheet that may be open, which is the member's. */
const SIGN_IN = ['/', { outlets: { primary: ['login'], sheet: null } }];

type Member = SessionAnswer['user'];

/** Who is signed in. */
@Injectable({ providedIn: 'root' })
export class Session {
  private readonly http = inject(HttpClient);
  private readonly router = inject(Router);
  private readonly head = inject(LedgerHead);
  private readonly outage = inject(Outage);
  private readonly document = inject(DOCUMENT);
  private readonly unsent = inject(UnsentStore);
  private readonly signedIn = signal<Member | null>(null);

  private readonly looksAtDemo = signal(false);
  private readonly hasMarket = signal(false);

  readonly member = this.signedIn.asReadonly();
  /** Whether it is the member's demo ledger that they look at. */
  readonly demo = this.looksAtDemo.asReadonly();
  /** Whether there is a source to ask for prices. */
  readonly market = this.hasMarket.asReadonly();
  /** Names the ledger that is looked at, of all that this browser may see. */
  readonly ledger = computed(() => `${this.signedIn()?.dbUserId}${this.demo() ? ' demo' : ''}`);
  readonly settings = computed<SettingsAnswer>(
    () => this.signedIn()?.settings ?? { ...DEFAULT_SETTINGS, streamVersion: 0 },
  );
  readonly timeZone = computed(() => this.settings().timeZone);

  private opening: Promise<boolean | UrlTree> | null = null;

  /** Asks the server once; later calls answer from memory, and calls at the same time share one request. */
  async open(url: string): Promise<boolean | UrlTree> {
    if (this.signedIn()) return true;
    this.opening ??= this.ask(url).finally(() => (this.opening = null));
    return this.opening;
  }

  private async ask(url: string): Promise<boolean | UrlTree> {
    try {
      const { user, demo = false, market = false } = await firstValueFrom(this.http.get<SessionAnswer>(SESSION_URL));
      this.signedIn.set(user);
      this.looksAtDemo.set(demo);
      this.hasMarket.set(market);
      return true;
    } catch (error) {
      const problem = problemOf(error);
      if (problem.status === 401) return this.endedAt(url);
      if (problem.status === 403) return this.endedAt(url, 'access_denied');
      this.outage.report({ problem, url });
      return false;
    }
  }

  /**
   * Asks again, for a page that has been open for a while, and takes over what is newer. Where the session has ended,
   * or another ledger is looked at, the page goes. False unless it may go on as it is.
   */
  async refresh(): Promise<boolean> {
    try {
      const { user } = await firstValueFrom(this.http.get<SessionAnswer>(SESSION_URL));
      const known = this.signedIn();
      if (known?.dbUserId === user.dbUserId) {
        // A change that is still on its way is shown already.
        const isNewer = user.settings.streamVersion > known.settings.streamVersion;
        this.signedIn.set({ ...user, settings: isNewer ? user.settings : known.settings });
        return true;
      }
      // Nothing of the one ledger may stay in sight beside the other.
      if (known) this.document.location.reload();
    } catch (error) {
      if (problemOf(error).status === 401) await this.router.navigateByUrl(this.endedAt(this.router.url));
    }
    return false;
  }

  /** Forgets the member but for what is being typed, and says where to go: the sign-in page, which leads back. */
  endedAt(url: string, error?: SignInError): UrlTree {
    if (this.signedIn()) this.unsent.keep(this.ledger());
    this.forget();
    const comesFromSignIn = url.startsWith('/login');
    return this.router.createUrlTree(SIGN_IN, {
      queryParams: { ...(error && { error }), ...(!comesFromSignIn && url !== '/' && { returnTo: url }) },
    });
  }

  async signOut(where: 'here' | 'everywhere'): Promise<void> {
    await firstValueFrom(this.http.post(`/api/auth/${where === 'here' ? 'logout' : 'logout-everywhere'}`, {}));
    this.unsent.forget();
    if (await this.router.navigate(SIGN_IN)) this.forget();
  }

  /** After a change whose answer does not say what the settings are now. */
  async readAgain(): Promise<void> {
    const { user } = await firstValueFrom(this.http.get<SessionAnswer>(SESSION_URL));
    this.signedIn.set(user);
  }

  settingsChanged(settings: SettingsAnswer): void {
    this.signedIn.update((member) => member && { ...member, settings });
  }

  private forget(): void {
    this.signedIn.set(null);
    this.head.forget();
  }
}
