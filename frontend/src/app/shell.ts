import { Component, inject } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { Notices } from './session/notices';
import { Session } from './session/session';
import { Avatar } from './ui/avatar';
import { BrandMark } from './ui/brand-mark';
import { Icon } from './ui/icon';
import type { IconName } from './ui/icon';

interface Destination {
  readonly path: string;
  readonly label: string;
  readonly icon: IconName;
}

/** What surrounds every page of a member: where one can go, and who one is. */
@Component({
  selector: 'app-shell',
  imports: [Avatar, BrandMark, Icon, MatMenu, MatMenuItem, MatMenuTrigger, RouterLink, RouterLinkActive, RouterOutlet],
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
})
export class Shell {
  private readonly session = inject(Session);
  private readonly notices = inject(Notices);

  protected readonly member = this.session.member;
  protected readonly destinations: readonly Destination[] = [
    { path: '/', label: 'Dashboard', icon: 'dashboard' },
    { path: '/trades', label: 'Trades', icon: 'trades' },
    { path: '/accounts', label: 'Accounts', icon: 'accounts' },
    { path: '/settings', label: 'Settings', icon: 'settings' },
  ];

  protected async signOut(where: 'here' | 'everywhere'): Promise<void> {
    await this.notices.attempt(() => this.session.signOut(where));
  }
}
