import type { Settings } from '@singularity/domain';
import { readSettings } from '../database/settings.read.js';
import { settingsOf } from '../past/folded-ledger.js';
import type { Question } from '../past/question.js';

export const ownSettings: Question<object, Settings> = {
  name: 'settings',
  now: readSettings,
  past: (_query, ledger) => settingsOf(ledger),
};
