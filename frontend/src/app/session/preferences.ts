import { HttpClient, httpResource } from '@angular/common/http';
import { Injectable, computed, inject } from '@angular/core';
import { DEFAULT_PREFERENCES } from '@singularity/contract';
import type { Preferences, PreferencesRequest } from '@singularity/contract';
import { firstValueFrom } from 'rxjs';
import { Commands } from '../http/commands';
import { Session } from './session';

export const PREFERENCES_URL = '/api/user/preferences';

/**
 * How the pages look to the member: `value()` is what counts now, the defaults until it is known. A change is there at
 * once: `await preferences.change({ density: 'compact' })`.
 */
@Injectable({ providedIn: 'root' })
export class MemberPreferences {
  private readonly http = inject(HttpClient);
  private readonly commands = inject(Commands);
  private readonly session = inject(Session);
  private readonly who = computed(() => this.session.member()?.discordId);
  private readonly resource = httpResource<Preferences>(() => (this.who() === undefined ? undefined : PREFERENCES_URL));
  // The server replaces them whole, so a later change must not overtake an earlier one.
  private submission: Promise<unknown> = Promise.resolve();

  readonly known = computed(() => this.resource.hasValue());
  readonly value = computed<Preferences>(() =>
    this.resource.hasValue() ? { ...DEFAULT_PREFERENCES, ...this.resource.value() } : DEFAULT_PREFERENCES,
  );

  /** After a change that was not made here. */
  readAgain(): void {
    this.resource.reload();
  }

  /** Takes the change back, and rejects with an HttpErrorResponse, should the server refuse it. */
  async change(difference: PreferencesRequest): Promise<void> {
    // What is not known must not be overwritten with the defaults.
    const before = this.known() ? this.value() : await firstValueFrom(this.http.get<Preferences>(PREFERENCES_URL));
    this.resource.value.set({ ...before, ...difference });
    const sent = this.submission.then(() => this.commands.send('PUT', PREFERENCES_URL, this.value()));
    this.submission = sent.catch(() => undefined);
    try {
      await sent;
    } catch (error) {
      const fields = Object.keys(difference) as (keyof Preferences)[];
      const back = Object.fromEntries(fields.map((field) => [field, before[field]]));
      this.resource.value.set({ ...this.value(), ...back });
      throw error;
    }
  }
}
