import type { TenantTransaction } from '../database/tenants.js';
import { commandCount, commandSeconds } from '../runtime/metrics.js';
import { traced } from '../runtime/tracing.js';
import type { RefusedCommand, StreamCommand } from './command-request.js';
import { CommandRefused, IdempotencyKeyReused, StorageFull, StreamVersionConflict } from './refusals.js';

/** What is no fault of the app: whoever asked must ask for something else. */
const REFUSALS = [CommandRefused, IdempotencyKeyReused, StorageFull];

type Outcome = 'accepted' | 'refused' | 'conflict' | 'repeated' | 'failed';

interface Asked {
  readonly streamType: string;
  readonly commands: readonly Pick<StreamCommand<unknown>, 'streamId' | 'command'>[];
}

/**
 * Does what commands ask for, and counts how they ended once their transaction has: what was accepted, and could not be
 * committed, has failed. `work` says where their answer is known from before.
 */
export async function counted<Answer extends { readonly refused: readonly RefusedCommand[] }>(
  tx: Pick<TenantTransaction, 'onEnd'>,
  { streamType, commands }: Asked,
  work: (isRepeated: () => void) => Promise<Answer>,
): Promise<Answer> {
  const types = commands.map(typeOf);
  const all = (outcome: Outcome) => types.map(() => outcome);
  const stop = commandSeconds.startTimer({ stream: streamType });
  let outcomes: (committed: boolean) => readonly Outcome[] = () => all('failed');
  tx.onEnd((committed) => {
    stop();
    for (const [index, outcome] of outcomes(committed).entries()) commandCount.inc({ type: types[index], outcome });
  });
  let isRepeated = false;
  try {
    const answer = await traced([...new Set(types)].join(', '), () => work(() => (isRepeated = true)), {
      facts: () => ({ 'singularity.stream': streamType, 'singularity.commands': commands.length }),
    });
    const done = isRepeated ? all('repeated') : outcomesOf(commands, answer.refused);
    outcomes = (committed) => (committed ? done : all('failed'));
    return answer;
  } catch (error) {
    outcomes = () => all(outcomeOf(error));
    throw error;
  }
}

/** Those that begin streams have no id to know them by; they are all of one type. */
function outcomesOf(commands: Asked['commands'], refused: readonly RefusedCommand[]): readonly Outcome[] {
  const ids = new Set(refused.map(({ streamId }) => streamId));
  const named = commands.filter(({ streamId }) => streamId !== null && ids.has(streamId)).length;
  let unnamed = ids.size - named;
  const isRefused = (streamId: string | null) => (streamId === null ? unnamed-- > 0 : ids.has(streamId));
  return commands.map(({ streamId }) => (isRefused(streamId) ? 'refused' : 'accepted'));
}

function outcomeOf(error: unknown): Outcome {
  if (error instanceof StreamVersionConflict) return 'conflict';
  return REFUSALS.some((refusal) => error instanceof refusal) ? 'refused' : 'failed';
}

/** Each command says what it is. */
function typeOf({ command }: Asked['commands'][number]): string {
  return (command as { readonly type: string }).type;
}
