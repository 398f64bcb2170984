import type { IconName } from '../ui/icon';

/** What can be set, where on the page of settings it is, and what else one may call it. */
interface Place {
  readonly name: string;
  readonly fragment: string;
  readonly icon: IconName;
  readonly words: string;
}

export const SETTINGS_PLACES: readonly Place[] = [
  { name: 'Theme', fragment: 'appearance', icon: 'theme', words: 'dark light mode night appearance look' },
  { name: 'Density', fragment: 'appearance', icon: 'theme', words: 'compact comfortable rows spacing' },
  { name: 'Profit and loss colors', fragment: 'appearance', icon: 'theme', words: 'colour blind palette green red' },
  { name: 'Currency display', fragment: 'appearance', icon: 'theme', words: 'symbol code dollar usd' },
  { name: 'Date format', fragment: 'dates', icon: 'settings', words: 'iso us european month day' },
  { name: 'Clock', fragment: 'dates', icon: 'settings', words: '12 24 hour am pm time format' },
  { name: 'First day of the week', fragment: 'dates', icon: 'settings', words: 'sunday monday start' },
  { name: 'Calendar days', fragment: 'dates', icon: 'settings', words: 'five seven weekends weekdays hide' },
  { name: 'Time zone', fragment: 'journal', icon: 'settings', words: 'timezone tz new york et utc location' },
  { name: 'Base currency', fragment: 'journal', icon: 'settings', words: 'usd eur money' },
  { name: 'Breakeven tolerance', fragment: 'journal', icon: 'settings', words: 'scratch flat be' },
  { name: 'Default fees', fragment: 'usual-fees', icon: 'settings', words: 'usual commissions costs presets' },
  { name: 'Platforms', fragment: 'platforms', icon: 'settings', words: 'brokers prop firm' },
  { name: 'Sessions', fragment: 'sessions', icon: 'settings', words: 'devices signed in browsers security logins' },
  { name: 'Access tokens', fragment: 'tokens', icon: 'settings', words: 'api key script program bearer personal' },
  {
    name: 'Verify your ledger',
    fragment: 'ledger',
    icon: 'check',
    words: 'proof integrity hash chain digest receipts',
  },
  { name: 'Export everything', fragment: 'data', icon: 'download', words: 'csv json zip backup download data' },
  { name: 'Restore an archive', fragment: 'data', icon: 'upload', words: 'import backup zip bring back' },
  { name: 'Storage', fragment: 'storage', icon: 'settings', words: 'space used quota screenshots' },
  { name: 'Demo', fragment: 'demo', icon: 'settings', words: 'sample example practice try' },
  { name: 'Delete account', fragment: 'erase', icon: 'delete', words: 'erase remove close gdpr danger' },
];
