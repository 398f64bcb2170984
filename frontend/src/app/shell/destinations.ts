import type { IconName } from '../ui/icon';

export interface Destination {
  readonly path: string;
  readonly label: string;
  readonly icon: IconName;
  /** After G, the key that leads there. */
  readonly key: string;
}

export const DESTINATIONS: readonly Destination[] = [
  { path: '/', label: 'Dashboard', icon: 'dashboard', key: 'd' },
  { path: '/trades', label: 'Trades', icon: 'trades', key: 't' },
  { path: '/accounts', label: 'Accounts', icon: 'accounts', key: 'a' },
  { path: '/history', label: 'History', icon: 'history', key: 'h' },
  { path: '/settings', label: 'Settings', icon: 'settings', key: 's' },
];
