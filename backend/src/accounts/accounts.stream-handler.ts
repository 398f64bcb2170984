import type { AccountAnswer } from '@singularity/contract';
import { account, accountItems, decimal, exactly, isPresent, sum, toText, ZERO } from '@singularity/domain';
import type {
  AccountCommand,
  AccountEvent,
  AccountFacts,
  AccountState,
  Decimal,
  DecimalText,
} from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import type { StreamCommand } from '../event-store/command-request.js';
import type { FoldedStream } from '../event-store/projection.js';
import type { StreamHandler } from '../event-store/stream-handler.js';
import { undoingFor, undoneVersion } from '../event-store/undoing.js';
import { accountProjection, accountRow } from './accounts.projection.js';
import { accountAnswer, countTrades, movedByAccount, realizedNet } from './accounts.table.js';

/** What trades did to an account. */
interface AccountFigures extends Pick<AccountFacts, 'realizedNet' | 'trades'> {
  /** What moved its balance, trades and transfers. */
  readonly moved: DecimalText;
}

const NOTHING: AccountFigures = { realizedNet: ZERO, trades: 0, moved: ZERO };

/** By account. */
type Known = ReadonlyMap<string, AccountFigures>;

export const accountStreamHandler: StreamHandler<
  AccountState,
  AccountCommand,
  AccountEvent,
  AccountFacts,
  AccountAnswer,
  Known
> = {
  decider: account,
  projection: accountProjection,
  looksAt: undoneVersion,

  async lookUp(tx, commands) {
    return new Map((await Promise.all(commands.map((asked) => figuresFor(tx, asked)))).flat());
  },

  facts(command, { stream: { streamId }, past, known }) {
    const { realizedNet, trades } = known.get(streamId) ?? NOTHING;
    return { realizedNet, trades, undoing: undoingFor(account, command, past) };
  },

  answer({ state, ...stream }, moved) {
    if (!isPresent(state)) throw new Error('A command that was accepted leaves an account.');
    return accountAnswer(accountRow({ ...stream, state }), exactly(moved ?? ZERO));
  },

  /** What moved the balance once the command was done: before it, and by it. */
  note({ before, after }, known) {
    const { moved } = known.get(after.streamId) ?? NOTHING;
    return toText(decimal(moved).plus(transferred(after)).minus(transferred(before)));
  },
};

async function figuresFor(
  tx: TenantTransaction,
  { command, streamId: id }: StreamCommand<AccountCommand>,
): Promise<readonly (readonly [string, AccountFigures])[]> {
  if (id === null) return [];
  const [net, trades, moved] = await Promise.all([
    command.type === 'UpdateBalance' ? realizedNet(tx, id, command.at) : ZERO,
    command.type === 'Undo' ? countTrades(tx, id) : 0,
    movedByAccount(tx, id),
  ]);
  return [[id, { realizedNet: net, trades, moved: moved.get(id) ?? ZERO }]];
}

function transferred({ streamId, state }: FoldedStream<AccountState>): Decimal {
  const items = isPresent(state) ? accountItems(streamId, state) : [];
  return sum(items.flatMap((item) => (item.kind === 'flow' ? [decimal(item.amount)] : [])));
}
