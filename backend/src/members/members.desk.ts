import type { SettingsAnswer } from '@singularity/contract';
import { member } from '@singularity/domain';
import type { MemberCommand, MemberEvent, MemberFacts, MemberState } from '@singularity/domain';
import type { Desk } from '../event-store/ledger.js';
import { undoingFor } from '../event-store/undoing.js';
import { memberProjection } from './members.projection.js';

export const memberDesk: Desk<MemberState, MemberCommand, MemberEvent, MemberFacts, SettingsAnswer> = {
  decider: member,
  projection: memberProjection,
  facts: (_tx, command, _stream, past) => Promise.resolve({ undoing: undoingFor(member, command, past) }),

  answer(_tx, { state, streamVersion }) {
    if (state.status === 'none') throw new Error('A command that was accepted leaves a member.');
    return { ...state.settings, streamVersion };
  },
};
