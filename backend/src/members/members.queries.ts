import type { Settings } from '@singularity/domain';
import { readSettings } from '../database/settings.read.js';
import { settingsOf } from '../past/folded-ledger.js';
import type { LedgerQuery } from '../past/ledger-query.js';

const ownSettings: LedgerQuery<object, Settings> = {
  name: 'settings',
  now: readSettings,
  past: (_query, ledger) => settingsOf(ledger),
};

export const memberQueries = { settings: ownSettings };
