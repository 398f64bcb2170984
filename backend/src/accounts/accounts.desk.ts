import type { AccountAnswer } from '@singularity/contract';
import { account, isPresent, ZERO } from '@singularity/domain';
import type { AccountCommand, AccountEvent, AccountFacts, AccountState } from '@singularity/domain';
import type { Desk } from '../event-store/ledger.js';
import { undoingFor } from '../event-store/undoing.js';
import { accountProjection, accountRow } from './accounts.projection.js';
import { accountAnswer, countTrades, movedByAccount, realizedNet } from './accounts.table.js';

export const accountDesk: Desk<AccountState, AccountCommand, AccountEvent, AccountFacts, AccountAnswer> = {
  decider: account,
  projection: accountProjection,

  async facts(tx, command, { streamId }, past) {
    return {
      realizedNet: command.type === 'UpdateBalance' ? await realizedNet(tx, streamId, command.at) : ZERO,
      trades: command.type === 'Undo' ? await countTrades(tx, streamId) : 0,
      undoing: undoingFor(account, command, past),
    };
  },

  async answer(tx, stream) {
    const { state, streamId } = stream;
    if (!isPresent(state)) throw new Error('A command that was accepted leaves an account.');
    const moved = await movedByAccount(tx, streamId);
    return accountAnswer(accountRow({ ...stream, state }), moved.get(streamId) ?? ZERO);
  },
};
