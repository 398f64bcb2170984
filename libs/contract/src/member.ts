import type { PreferencesView } from './wire/member-answers.js';
import type { PreferencesBody } from './wire/member-requests.js';
import type { Sent } from './wire/sent.js';

export type {
  ColumnView as ColumnPreference,
  PreferencesView as Preferences,
  SavedViewView as SavedView,
  SessionItemView as SessionItem,
  StorageView as StorageAnswer,
} from './wire/member-answers.js';

export type PreferencesRequest = Sent<PreferencesBody>;

export const DEFAULT_PREFERENCES: PreferencesView = {
  density: 'comfortable',
  palette: 'classic',
  currencyDisplay: 'symbol',
  dateFormat: 'automatic',
  clock: 'automatic',
  weekStart: 'automatic',
  calendarDays: 'all',
  feePresets: {},
  platforms: [],
  tradeColumns: null,
  tradeViews: [],
};
