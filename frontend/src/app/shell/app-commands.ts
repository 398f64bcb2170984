import { DOCUMENT, Injectable, Injector, inject } from '@angular/core';
import { Router } from '@angular/router';
import type { Theme } from '@singularity/domain';
import { Undo, recordOf } from '../changes/undo';
import { textOf } from '../ledger/as-of';
import { Filter } from '../filter/filter';
import { Notices } from '../http/notices';
import { Privacy } from '../session/privacy';
import { Session } from '../session/session';
import { TimeTravel } from '../ledger/time-travel';
import { SheetRouter } from '../ui/sheet-router';
import type { AppCommand } from './app-command';
import { DESTINATIONS } from './destinations';
import { ShellApi } from './shell-api';

@Injectable({ providedIn: 'root' })
export class AppCommands {
  private readonly api = inject(ShellApi);
  private readonly document = inject(DOCUMENT);
  private readonly filter = inject(Filter);
  private readonly injector = inject(Injector);
  private readonly notices = inject(Notices);
  private readonly privacy = inject(Privacy);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly sheets = inject(SheetRouter);
  private readonly undo = inject(Undo);
  private readonly travel = inject(TimeTravel);
  private readonly inNow = () => !this.travel.active();
  /** Whether the palette is open, or on its way. */
  private choosing = false;

  readonly pages: readonly AppCommand[] = DESTINATIONS.map(({ path, label, icon, key }) => ({
    name: label,
    icon,
    keys: `g ${key}`,
    run: () => this.goTo(path),
  }));

  readonly actions: readonly AppCommand[] = [
    { name: 'Add trade', icon: 'add', keys: 'n', run: () => this.sheets.open('add-trade'), when: this.inNow },
    { name: 'Add account', icon: 'add', run: () => this.sheets.open('add-account'), when: this.inNow },
    {
      name: 'Undo the last change',
      icon: 'undo',
      keys: 'Ctrl z',
      run: () => this.undo.turnLast('undo'),
      when: this.inNow,
    },
    {
      name: 'Redo what was taken back',
      icon: 'redo',
      keys: 'Ctrl Shift z',
      run: () => this.undo.turnLast('redo'),
      when: this.inNow,
    },
    { name: 'Look back to another moment', icon: 'history', run: () => this.lookBack() },
    { name: 'Back to now', icon: 'history', run: () => this.travel.goTo(null), when: () => this.travel.active() },
    { name: 'Compare two moments', icon: 'compare', run: () => this.compare() },
    { name: 'Search', icon: 'search', keys: '/', run: () => this.search() },
    {
      name: 'Hide amounts',
      icon: 'hide',
      keys: 'p',
      run: () => this.privacy.toggle(),
      when: () => !this.privacy.on(),
    },
    { name: 'Show amounts', icon: 'show', keys: 'p', run: () => this.privacy.toggle(), when: () => this.privacy.on() },
    { name: 'Keyboard shortcuts', icon: 'keyboard', keys: '?', run: () => this.help() },
    { name: 'Export my ledger', icon: 'download', run: () => this.document.location.assign('/api/user/ledger/export') },
    { name: 'Dark theme', icon: 'theme', run: () => this.chooseTheme('dark') },
    { name: 'Light theme', icon: 'theme', run: () => this.chooseTheme('light') },
    { name: 'Theme of the system', icon: 'theme', run: () => this.chooseTheme('system') },
    { name: 'Log out', icon: 'signOut', run: () => this.signOut('here') },
    { name: 'Log out everywhere', icon: 'signOut', run: () => this.signOut('everywhere') },
  ];

  /** Another page, with what is chosen on this one. */
  goTo(path: string, params: Readonly<Record<string, string>> = {}): Promise<boolean> {
    return this.router.navigate([path], { queryParams: { ...this.filter.link(), ...params } });
  }

  /** Brings the palette's code before it is asked for. */
  preparePalette() {
    return import('./palette');
  }

  async openPalette(): Promise<void> {
    if (this.choosing) return;
    this.choosing = true;
    const command = await this.chooseCommand().finally(() => (this.choosing = false));
    await command?.run();
  }

  async signOut(where: 'here' | 'everywhere'): Promise<void> {
    await this.notices.attempt(() => this.session.signOut(where));
  }

  private async chooseCommand(): Promise<AppCommand | undefined> {
    const { chooseCommand } = await this.preparePalette();
    return chooseCommand(this.injector, this);
  }

  /** The page's own search, where it has one. */
  private search(): Promise<void> | undefined {
    const field = this.document.querySelector<HTMLInputElement>('main input[type=search]');
    if (!field) return this.openPalette();
    field.focus();
    field.select();
    return undefined;
  }

  private async help(): Promise<void> {
    const { showShortcuts } = await import('./shortcuts-help');
    showShortcuts(this.injector);
  }

  private async lookBack(): Promise<void> {
    const { lookBack } = await import('../ledger/as-of-dialog');
    await lookBack(this.injector);
  }

  private async compare(): Promise<void> {
    const asOf = this.travel.asOf();
    await this.router.navigate(['/compare'], { queryParams: asOf && { from: textOf(asOf) } });
  }

  private async chooseTheme(theme: Theme): Promise<void> {
    const before = this.session.settings();
    this.session.settingsChanged({ ...before, theme });
    const done = await this.notices.attempt(async () => {
      const settings = await this.api.changeTheme(theme);
      this.session.settingsChanged(settings);
      this.undo.keep('Changed the theme', recordOf(settings, before.streamVersion));
    });
    if (!done) this.session.settingsChanged(before);
  }
}
