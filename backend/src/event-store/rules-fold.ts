import { settingsIn, statRulesFrom } from '@singularity/domain';
import type { AccountState, MemberState, Settings, StatRules } from '@singularity/domain';
import type { Stream } from './ledger-fold.js';

/** Finds the rules that days and results depend on among the streams of a ledger, which come in any order. */
export class RulesFold {
  private settings: Settings | null = null;
  private readonly accounts = new Map<string, AccountState>();

  add({ projection: { streamType }, stream: { streamId, state } }: Stream): void {
    if (streamType === 'user') this.settings = settingsIn(state as MemberState);
    if (streamType === 'account') this.accounts.set(streamId, state as AccountState);
  }

  toRules(): StatRules {
    if (!this.settings) throw new Error('Every ledger has the stream of its member.');
    return statRulesFrom(this.settings, this.accounts);
  }
}
