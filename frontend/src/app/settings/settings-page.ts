import { Component, computed, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { MayHoldInput } from '../session/keep-input';
import { AccessTokens } from './access-tokens';
import { Appearance } from './appearance';
import { DatesAndClock } from './dates-and-clock';
import { DemoLedger } from './demo-ledger';
import { EraseMe } from './erase-me';
import { JournalSettings } from './journal-settings';
import { LedgerCheck } from './ledger-check';
import { OwnPlatforms } from './own-platforms';
import { RestoreArchive } from './restore-archive';
import { SectionNav } from './section-nav';
import type { PageSection } from './section-nav';
import { SessionList } from './session-list';
import { StorageUsed } from './storage-used';
import { TakeAlong } from './take-along';
import { UsualFees } from './usual-fees';
import { WebhookList } from './webhook-list';

const SECTIONS: readonly PageSection[] = [
  { id: 'display', name: 'Display' },
  { id: 'trading', name: 'Trading' },
  { id: 'security', name: 'Security' },
  { id: 'own-data', name: 'Data' },
  { id: 'danger', name: 'Danger zone' },
];

@Component({
  selector: 'app-settings-page',
  imports: [
    AccessTokens,
    Appearance,
    DatesAndClock,
    DemoLedger,
    EraseMe,
    JournalSettings,
    LedgerCheck,
    OwnPlatforms,
    RouterLink,
    RestoreArchive,
    SectionNav,
    SessionList,
    StorageUsed,
    TakeAlong,
    UsualFees,
    WebhookList,
  ],
  templateUrl: './settings-page.html',
  styleUrl: './settings-page.scss',
})
export class SettingsPage implements MayHoldInput {
  private readonly journal = viewChild.required(JournalSettings);
  private readonly fees = viewChild.required(UsualFees);
  private readonly platforms = viewChild.required(OwnPlatforms);

  protected readonly sections = SECTIONS;

  readonly unsaved = computed(() => [this.journal(), this.fees(), this.platforms()].some((part) => part.unsaved()));
}
