import { DOCUMENT, inject } from '@angular/core';
import { Router } from '@angular/router';
import type { Theme } from '@singularity/domain';
import { Undo, recordOf } from '../changes/undo';
import { Filter } from '../filter/filter';
import { Notices } from '../http/notices';
import { Session } from '../session/session';
import type { AppCommand, ShellCommands } from './app-command';
import { SETTINGS_PLACES } from './settings-places';
import { ShellApi } from './shell-api';

/** What the palette alone offers, and no key: read with it. For field initializers. */
export class MoreCommands {
  private readonly api = inject(ShellApi);
  private readonly document = inject(DOCUMENT);
  private readonly filter = inject(Filter);
  private readonly notices = inject(Notices);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly undo = inject(Undo);

  constructor(private readonly commands: ShellCommands) {}

  readonly pages: readonly AppCommand[] = [
    {
      name: 'Compare',
      words: 'two moments difference versions changed since',
      icon: 'compare',
      run: () => this.commands.compare(),
    },
    {
      name: 'Verify a file',
      words: 'ledger proof integrity receipt offline check export',
      icon: 'check',
      run: () => this.router.navigate(['/verify']),
    },
  ];

  readonly actions: readonly AppCommand[] = [
    {
      name: 'Export trades as CSV',
      words: 'download spreadsheet excel file',
      icon: 'download',
      run: () => this.document.location.assign(`/api/user/trades.csv?${this.query()}`),
    },
    {
      name: 'Export ledger',
      words: 'download json backup events verify',
      icon: 'download',
      run: () => this.document.location.assign('/api/user/ledger/export'),
    },
    { name: 'Dark theme', words: 'mode night', icon: 'theme', run: () => this.chooseTheme('dark') },
    { name: 'Light theme', words: 'mode day bright', icon: 'theme', run: () => this.chooseTheme('light') },
    { name: 'System theme', words: 'automatic mode', icon: 'theme', run: () => this.chooseTheme('system') },
    { name: 'Sign out', words: 'log out logout exit', icon: 'signOut', run: () => this.commands.signOut('here') },
    {
      name: 'Sign out everywhere',
      words: 'log out logout devices',
      icon: 'signOut',
      run: () => this.commands.signOut('everywhere'),
    },
  ];

  readonly settings: readonly AppCommand[] = SETTINGS_PLACES.map(({ fragment, ...place }) => ({
    ...place,
    run: () => this.router.navigate(['/settings'], { queryParams: this.filter.link(), fragment }),
  }));

  private query(): string {
    const params = new URLSearchParams();
    for (const [name, value] of Object.entries(this.filter.params()))
      for (const one of [value].flat()) params.append(name, one);
    return params.toString();
  }

  private async chooseTheme(theme: Theme): Promise<void> {
    const before = this.session.settings();
    this.session.settingsChanged({ ...before, theme });
    const done = await this.notices.attempt(async () => {
      const settings = await this.api.changeTheme(theme);
      this.session.settingsChanged(settings);
      this.undo.keep({ done: 'Theme changed', undone: 'Theme changed back' }, recordOf(settings, before.streamVersion));
    });
    if (!done) this.session.settingsChanged(before);
  }
}
