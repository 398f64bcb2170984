import type { IconName } from '../ui/icon';

export interface Destination {
  readonly path: string;
  readonly label: string;
  readonly icon: IconName;
  /** After G, the key that leads there. */
  readonly key: string;
  /** What else one may call it. */
  readonly words: string;
  /** Whether there is no room for it at the foot of a phone, where the pages beside it lead there. */
  readonly deskOnly?: boolean;
}

export const DESTINATIONS: readonly Destination[] = [
  { path: '/', label: 'Dashboard', icon: 'dashboard', key: 'd', words: 'home overview stats calendar equity' },
  { path: '/trades', label: 'Trades', icon: 'trades', key: 't', words: 'journal list log positions' },
  { path: '/accounts', label: 'Accounts', icon: 'accounts', key: 'a', words: 'brokers balances deposits withdrawals' },
  { path: '/import', label: 'Import', icon: 'upload', key: 'i', words: 'upload csv file broker statement fills' },
  {
    path: '/connections',
    label: 'Connections',
    icon: 'plug',
    key: 'c',
    words: 'broker sync auto connect api key tradier webull topstepx schwab',
    deskOnly: true,
  },
  { path: '/history', label: 'History', icon: 'history', key: 'h', words: 'changes audit events undo' },
  { path: '/settings', label: 'Settings', icon: 'settings', key: 's', words: 'preferences options configuration' },
];
