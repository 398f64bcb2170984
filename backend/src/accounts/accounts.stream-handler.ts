import type { AccountAnswer } from '@singularity/contract';
import { account, exactly, isPresent, ZERO } from '@singularity/domain';
import type { AccountCommand, AccountEvent, AccountFacts, AccountState } from '@singularity/domain';
import type { StreamHandler } from '../event-store/stream-handler.js';
import { undoingFor, undoneVersion } from '../event-store/undoing.js';
import { accountProjection, accountRow } from './accounts.projection.js';
import { accountAnswer, countTrades, movedByAccount, realizedNet } from './accounts.table.js';

export const accountStreamHandler: StreamHandler<
  AccountState,
  AccountCommand,
  AccountEvent,
  AccountFacts,
  AccountAnswer
> = {
  decider: account,
  projection: accountProjection,
  looksAt: undoneVersion,

  async facts(tx, command, { streamId }, past) {
    return {
      realizedNet: command.type === 'UpdateBalance' ? await realizedNet(tx, streamId, command.at) : ZERO,
      trades: command.type === 'Undo' ? await countTrades(tx, streamId) : 0,
      undoing: undoingFor(account, command, past),
    };
  },

  answer({ state, ...stream }, moved) {
    if (!isPresent(state)) throw new Error('A command that was accepted leaves an account.');
    return accountAnswer(accountRow({ ...stream, state }), exactly(moved ?? ZERO));
  },

  /** What moved the balance: trades did, too. */
  note: async (tx, { streamId }) => (await movedByAccount(tx, streamId)).get(streamId) ?? ZERO,
};
