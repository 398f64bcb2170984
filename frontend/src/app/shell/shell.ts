import { Component, DOCUMENT, computed, inject, onIdle, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { ActivatedRoute, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import type { Data, IsActiveMatchOptions } from '@angular/router';
import { Undo } from '../changes/undo';
import { Filter } from '../filter/filter';
import { FilterBar } from '../filter/filter-bar';
import { bringNoticeBar } from '../http/notices';
import { Receipts } from '../ledger/receipts';
import { Privacy } from '../session/privacy';
import { Session } from '../session/session';
import { Shortcuts } from '../session/shortcuts';
import { TimeTravel } from '../ledger/time-travel';
import { Avatar } from '../ui/avatar';
import { BrandMark } from '../ui/brand-mark';
import { Icon } from '../ui/icon';
import { Keys } from '../ui/keys';
import { PageFocus } from '../ui/page-focus';
import { AppCommands } from './app-commands';
import { DemoBanner } from './demo-banner';
import { DESTINATIONS } from './destinations';
import { DropAnywhere } from './drop-anywhere';
import { FocusOnBack } from './focus-on-back';
import { PastBanner } from './past-banner';
import { ReceiptAlarm } from './receipt-alarm';

const HERE: IsActiveMatchOptions = {
  paths: 'exact',
  queryParams: 'ignored',
  matrixParams: 'ignored',
  fragment: 'ignored',
};
const HERE_OR_BELOW: IsActiveMatchOptions = { ...HERE, paths: 'subset' };

/** What surrounds every page of a member: where one can go, what is shown, and who one is. */
@Component({
  selector: 'app-shell',
  imports: [
    Avatar,
    BrandMark,
    DemoBanner,
    DropAnywhere,
    FilterBar,
    Icon,
    Keys,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    PastBanner,
    ReceiptAlarm,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
  ],
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
  host: { '(document:keydown)': 'openPaletteOn($event)' },
})
export class Shell {
  private readonly document = inject(DOCUMENT);
  private readonly session = inject(Session);
  protected readonly commands = inject(AppCommands);
  protected readonly privacy = inject(Privacy);
  protected readonly filter = inject(Filter);
  protected readonly travel = inject(TimeTravel);
  protected readonly receipts = inject(Receipts);

  protected readonly member = this.session.member;
  protected readonly demo = this.session.demo;
  protected readonly destinations = DESTINATIONS.map((destination) => ({
    ...destination,
    active: destination.path === '/' ? HERE : HERE_OR_BELOW,
  }));
  private readonly params = toSignal(inject(ActivatedRoute).queryParamMap);
  private readonly filterable = signal(false);
  /** Whether the page shows what is chosen in the bar: deleted trades are always listed all. */
  protected readonly filtered = computed(() => this.filterable() && this.params()?.get('status') !== 'deleted');
  /** Whether that are changes: they are narrowed by days and accounts alone. */
  protected readonly ofChanges = signal(false);
  /** Whether the page is about one day: it is not narrowed by days. */
  protected readonly ofOneDay = signal(false);

  constructor() {
    const { pages, actions } = this.commands;
    const undo = inject(Undo);
    inject(FocusOnBack);
    inject(PageFocus);
    const offers = [...pages.map((page) => ({ ...page, name: `Go to ${page.name}` })), ...actions];
    inject(Shortcuts).offer(
      ...offers.flatMap(({ keys, name, run, when }) =>
        keys === undefined ? [] : [{ keys, does: name, run: () => void run(), when }],
      ),
      // As some systems have it.
      { keys: 'Ctrl y', does: 'Redo last undo', run: () => void undo.turnLast('redo') },
    );
    // Whoever opens the palette types on at once, and a notice may come when there is no connection.
    void onIdle().then(() => Promise.all([this.commands.preparePalette(), bringNoticeBar()]));
  }

  protected look({ filtered, ofChanges, ofOneDay }: Data): void {
    this.filterable.set(filtered === true);
    this.ofChanges.set(ofChanges === true);
    this.ofOneDay.set(ofOneDay === true);
  }

  /** Works while one types, but leaves an open sheet or dialog its keyboard. */
  protected openPaletteOn(event: KeyboardEvent): void {
    const isAsked = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k';
    if (!isAsked || this.document.querySelector('[aria-modal=true]')) return;
    event.preventDefault();
    void this.commands.openPalette();
  }
}
