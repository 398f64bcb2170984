import type { SettingsAnswer } from '@singularity/contract';
import { member } from '@singularity/domain';
import type { MemberCommand, MemberEvent, MemberState } from '@singularity/domain';
import type { Desk } from '../event-store/ledger.js';
import { memberProjection } from './members.projection.js';

export const memberDesk: Desk<MemberState, MemberCommand, MemberEvent, null, SettingsAnswer> = {
  decider: member,
  projection: memberProjection,
  facts: () => Promise.resolve(null),

  answer(_tx, { state, streamVersion }) {
    if (state.status === 'none') throw new Error('A command that was accepted leaves a member.');
    return { ...state.settings, streamVersion };
  },
};
