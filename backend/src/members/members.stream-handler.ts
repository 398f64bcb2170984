import type { SettingsAnswer } from '@singularity/contract';
import { member } from '@singularity/domain';
import type { MemberCommand, MemberEvent, MemberFacts, MemberState } from '@singularity/domain';
import type { StreamHandler } from '../event-store/stream-handler.js';
import { undoingFor, undoneVersion } from '../event-store/undoing.js';
import { memberProjection } from './members.projection.js';

export const memberStreamHandler: StreamHandler<MemberState, MemberCommand, MemberEvent, MemberFacts, SettingsAnswer> =
  {
    decider: member,
    projection: memberProjection,
    looksAt: undoneVersion,
    facts: (command, { past }) => ({ undoing: undoingFor(member, command, past) }),

    // In an order of its own: in events out of the database keys have the order of the database.
    answer({ state, streamVersion }) {
      if (state.status === 'none') throw new Error('A command that was accepted leaves a member.');
      const { timeZone, baseCurrency, theme, breakevenTolerance } = state.settings;
      const byCurrency = Object.entries(breakevenTolerance).toSorted(([a], [b]) => (a < b ? -1 : 1));
      return { timeZone, baseCurrency, theme, breakevenTolerance: Object.fromEntries(byCurrency), streamVersion };
    },
  };
