import { member } from '@singularity/domain';
import type { MemberState } from '@singularity/domain';
import type { Projection, Rows } from '../event-store/projection.js';
import { SettingsRow } from './settings.entity.js';

export const memberProjection: Projection<MemberState> = {
  streamType: 'user',
  rules: member,
  tables: [SettingsRow],

  rows({ userId, state, streamVersion }): readonly Rows[] {
    if (state.status === 'none') return [];
    const row: SettingsRow = { userId, ...state.settings, streamVersion };
    return [{ table: SettingsRow, rows: [row] }];
  },

  items: () => [],
};
