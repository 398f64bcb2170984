import { jsonOf } from '../past/export-part.js';
import type { ExportPart } from '../past/export-part.js';
import { memberQueries } from './members.queries.js';
import { readPreferences } from './preferences.table.js';
import { readProfile } from './profile.read.js';

export const memberExport: readonly ExportPart[] = [
  jsonOf(
    'profile.json',
    'Who you are here: your account at Discord, and since when you have been with us.',
    (snapshot) => snapshot.read(readProfile),
  ),
  jsonOf('settings.json', 'Your time zone, base currency, theme and tolerances for breakeven.', (snapshot) =>
    snapshot.ask(memberQueries.settings, {}),
  ),
  jsonOf('preferences.json', 'How the pages look to you, your usual fees and your own platforms.', (snapshot) =>
    snapshot.read(readPreferences),
  ),
];
