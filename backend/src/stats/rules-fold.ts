import { settingsIn, statRulesFrom } from '@singularity/domain';
import type { AccountState, MemberState, Settings, StatRules } from '@singularity/domain';
import type { ProjectedStream } from '../event-store/projection.js';

/** Finds the rules that days and results depend on among the streams of a ledger, which come in any order. */
export class RulesFold {
  private settings: Settings | null = null;
  private readonly accounts = new Map<string, AccountState>();

  add({ streamType, stream: { streamId, state } }: ProjectedStream): void {
    if (streamType === 'user') this.settings = settingsIn(state as MemberState);
    if (streamType === 'account') this.accounts.set(streamId, state as AccountState);
  }

  toRules(): StatRules {
    if (!this.settings) throw new Error('Every ledger has the stream of its member.');
    return statRulesFrom(this.settings, this.accounts);
  }
}
