import { DOCUMENT, Injectable, Injector, inject } from '@angular/core';
import { Router } from '@angular/router';
import { Undo } from '../changes/undo';
import { textOf } from '../ledger/as-of';
import { Filter } from '../filter/filter';
import { Notices } from '../http/notices';
import { Privacy } from '../session/privacy';
import { Session } from '../session/session';
import { TimeTravel } from '../ledger/time-travel';
import { SheetRouter } from '../ui/sheet-router';
import { StandIn } from '../ui/stand-in';
import type { AppCommand, ShellCommands } from './app-command';
import { DESTINATIONS } from './destinations';
import type * as PaletteModule from './palette';
import { PALETTE_WORDS } from './palette-words';

/** Of the first field of the form. */
const SYMBOL_WORDS = { label: 'Add trade', placeholder: 'AAPL, /ESZ6, SPY 12/18 600C' };
const PRIVACY_WORDS = 'privacy mode screen share money hide';

@Injectable({ providedIn: 'root' })
export class AppCommands implements ShellCommands {
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

  readonly pages: readonly AppCommand[] = DESTINATIONS.map(({ path, label, icon, key, words }) => ({
    name: label,
    words,
    icon,
    keys: `g ${key}`,
    run: () => this.goTo(path),
  }));

  /** What has a key, or comes and goes. The palette has more. */
  readonly actions: readonly AppCommand[] = [
    {
      name: 'Add trade',
      words: 'new enter log buy sell',
      icon: 'add',
      keys: 'n',
      run: () => this.sheets.openToType('add-trade', SYMBOL_WORDS),
      when: this.inNow,
    },
    {
      name: 'Add account',
      words: 'new broker platform',
      icon: 'add',
      run: () => this.sheets.open('add-account'),
      when: this.inNow,
    },
    {
      name: 'Undo last change',
      icon: 'undo',
      keys: 'Ctrl z',
      run: () => this.undo.turnLast('undo'),
      when: this.inNow,
    },
    {
      name: 'Redo last undo',
      icon: 'redo',
      keys: 'Ctrl Shift z',
      run: () => this.undo.turnLast('redo'),
      when: this.inNow,
    },
    {
      name: 'View as of…',
      words: 'past time travel look back moment version date',
      icon: 'history',
      run: () => this.lookBack(),
    },
    { name: 'Back to now', icon: 'history', run: () => this.travel.goTo(null), when: () => this.travel.active() },
    { name: 'Search', icon: 'search', keys: '/', run: () => this.search() },
    {
      name: 'Hide amounts',
      words: PRIVACY_WORDS,
      icon: 'hide',
      keys: 'p',
      run: () => this.privacy.toggle(),
      when: () => !this.privacy.on(),
    },
    {
      name: 'Show amounts',
      words: PRIVACY_WORDS,
      icon: 'show',
      keys: 'p',
      run: () => this.privacy.toggle(),
      when: () => this.privacy.on(),
    },
    { name: 'Keyboard shortcuts', words: 'help keys', icon: 'keyboard', keys: '?', run: () => this.help() },
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

  async lookBack(): Promise<void> {
    const { lookBack } = await import('../ledger/as-of-dialog');
    await lookBack(this.injector);
  }

  async compare(): Promise<void> {
    const asOf = this.travel.asOf();
    await this.router.navigate(['/compare'], { queryParams: asOf && { from: textOf(asOf) } });
  }

  private async chooseCommand(): Promise<AppCommand | undefined> {
    const standIn = new StandIn(this.document, 'palette', PALETTE_WORDS);
    let palette: typeof PaletteModule | undefined;
    const prepared = this.notices.attempt(async () => (palette = await this.preparePalette()));
    await Promise.race([standIn.left, prepared]);
    // Nothing is awaited between the two, as a key pressed then would be lost.
    const typed = standIn.giveWay();
    return palette?.chooseCommand(this.injector, { commands: this, typed });
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
}
