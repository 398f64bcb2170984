import { account, accountItems, isPresent } from '@singularity/domain';
import type { AccountState, PresentAccount } from '@singularity/domain';
import type { FoldedStream, Projection, Rows } from '../event-store/projection.js';
import { AccountRow, BalanceUpdateRow } from './accounts.entity.js';

export const accountProjection: Projection<AccountState> = {
  streamType: 'account',
  rules: account,
  tables: [AccountRow, BalanceUpdateRow],

  rows(stream): readonly Rows[] {
    const { state } = stream;
    if (!isPresent(state)) return [];
    return [
      { table: AccountRow, rows: [accountRow({ ...stream, state })] },
      { table: BalanceUpdateRow, rows: balanceRows({ ...stream, state }) },
    ];
  },

  items({ streamId, state }) {
    return isPresent(state) ? accountItems(streamId, state) : [];
  },
};

export function accountRow(stream: FoldedStream<PresentAccount>): AccountRow {
  const { userId, streamId, state, streamVersion, createdAt, updatedAt } = stream;
  if (createdAt === null || updatedAt === null) throw new Error('A recorded account has an event.');
  return { userId, id: streamId, ...state.details, status: state.status, streamVersion, createdAt, updatedAt };
}

export function balanceRows({ userId, streamId, state }: FoldedStream<PresentAccount>): readonly BalanceUpdateRow[] {
  const { currency } = state.details;
  return state.balanceUpdates.map((update, index) => ({
    userId,
    accountId: streamId,
    place: index,
    currency,
    ...update,
  }));
}
