import { Component, computed, inject, linkedSignal, signal, viewChild } from '@angular/core';
import type { Injector, ElementRef } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialog, MatDialogRef } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import { Session } from '../session/session';
import { Icon } from '../ui/icon';
import { Keys } from '../ui/keys';
import type { AppCommand, ShellCommands } from './app-command';
import { MoreCommands } from './more-commands';
import { accountItem, fits, named, symbolItem, symbolsIn, tagItem, tagsIn, tradeItem } from './palette-items';
import type { PaletteItem } from './palette-items';
import { PALETTE_WORDS } from './palette-words';
import type { TypedText } from '../ui/stand-in';
import { ShellApi } from './shell-api';

export interface PaletteData {
  readonly commands: ShellCommands;
  readonly typed: TypedText;
}

/** Finds pages, actions, settings, accounts, tags, symbols and trades by what one types; closes with the command that was chosen. */
@Component({
  selector: 'app-palette',
  imports: [Icon, Keys],
  templateUrl: './palette.html',
  styleUrl: './palette.scss',
})
export class Palette {
  private readonly api = inject(ShellApi);
  private readonly commands = inject<PaletteData>(MAT_DIALOG_DATA).commands;
  private readonly dialog = inject<MatDialogRef<Palette, AppCommand>>(MatDialogRef);
  private readonly timeZone = inject(Session).timeZone;
  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');
  private readonly list = viewChild.required<ElementRef<HTMLElement>>('list');

  protected readonly words = PALETTE_WORDS;
  protected readonly typed = signal('');
  /** Everything would be too much to look through: what there may be a lot of waits until something is typed. */
  private readonly isTyped = computed(() => this.typed().trim() !== '');
  private readonly more = new MoreCommands(this.commands);
  private readonly symbols = this.api.symbols();
  private readonly accounts = this.api.accounts(this.isTyped);
  private readonly tags = this.api.tags(this.isTyped);
  private readonly matching = computed(() => symbolsIn(this.symbols.value(), this.typed()));
  /** A symbol that is still open everywhere is known to the server alone, so what is typed is asked for as it is. */
  private readonly symbol = computed(() => this.matching()[0] ?? /^\S{1,24}$/.exec(this.typed().trim())?.[0] ?? '');
  private readonly trades = this.api.tradesIn(this.symbol);

  protected readonly items = computed<readonly PaletteItem[]>(() => [
    ...this.known('Pages', [...this.commands.pages, ...this.more.pages]),
    ...this.known('Actions', [...this.commands.actions, ...this.more.actions]),
    ...(this.isTyped() ? this.known('Settings', this.more.settings) : []),
    ...this.ofAccounts(),
    ...this.ofTags(),
    ...this.matching().map((symbol) => symbolItem(symbol, () => this.commands.goTo('/trades', { symbol }))),
    ...this.found(),
  ]);
  protected readonly groups = computed(() => {
    const numbered = this.items().map((item, index) => ({ item, index }));
    return [...Map.groupBy(numbered, ({ item }) => item.group)].map(([name, lines]) => ({ name, lines }));
  });
  protected readonly active = linkedSignal({ source: this.typed, computation: () => 0 });
  protected readonly searching = computed(() =>
    [this.trades, this.accounts, this.tags].some((resource) => resource.loading()),
  );

  /** Goes on where one has typed to, with the keyboard, and at once: what is typed in between would be lost. */
  takeOver({ text, keys }: TypedText): void {
    const field = this.field().nativeElement;
    field.value = text;
    this.typed.set(text);
    field.focus();
    for (const key of keys) field.dispatchEvent(new KeyboardEvent('keydown', { key }));
  }

  protected move(event: Event, steps: number): void {
    event.preventDefault();
    const count = this.items().length;
    if (count === 0) return;
    this.active.update((active) => (active + steps + count) % count);
    this.list().nativeElement.querySelector(`#command-${this.active()}`)?.scrollIntoView({ block: 'nearest' });
  }

  protected choose(index = this.active()): void {
    const item = this.items()[index];
    if (item) this.dialog.close(item);
  }

  private known(group: PaletteItem['group'], commands: readonly AppCommand[]): readonly PaletteItem[] {
    const offered = commands.filter(({ when }) => when?.() ?? true);
    return named(offered, this.typed()).map((command) => ({ ...command, group }));
  }

  private ofAccounts(): readonly PaletteItem[] {
    const accounts = this.isTyped() ? (this.accounts.value()?.items ?? []) : [];
    return accounts
      .filter(({ name, platform }) => fits(`${name} ${platform}`, this.typed()))
      .map((account) => accountItem(account, () => this.commands.goTo('/', { accountId: account.id })));
  }

  private ofTags(): readonly PaletteItem[] {
    const tags = this.isTyped() ? tagsIn(this.tags.value(), this.typed()) : [];
    return tags.map((tag) => tagItem(tag, () => this.commands.goTo('/trades', { tag })));
  }

  private found(): readonly PaletteItem[] {
    const wanted = this.symbol().toUpperCase();
    const trades = wanted === '' ? [] : (this.trades.value()?.items ?? []);
    return trades
      .filter(({ symbol }) => symbol === wanted || symbol === `/${wanted}`)
      .map((trade) => tradeItem(trade, this.timeZone(), () => this.commands.goTo(`/trades/${trade.id}`)));
  }
}

/** Resolves with nothing where one leaves without choosing. */
export async function chooseCommand(injector: Injector, data: PaletteData): Promise<AppCommand | undefined> {
  const dialog = injector.get(MatDialog).open<Palette, PaletteData, AppCommand>(Palette, {
    data,
    ariaLabel: 'Search and commands',
    autoFocus: 'input',
    panelClass: 'palette',
    position: { top: '12vh' },
    width: '36rem',
  });
  dialog.componentInstance.takeOver(data.typed);
  return firstValueFrom(dialog.afterClosed());
}
