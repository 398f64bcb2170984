import type { Receipt } from '@singularity/contract';
import type { TenantTransaction } from '../database/tenants.js';
import type { BatchAnswer, RefusedCommand, StreamCommand } from './command-request.js';
import { emptyStream, foldStream } from './projection.js';
import type { StreamHandler } from './stream-handler.js';
import { readStreams } from './streams.table.js';

/**
 * What is kept of an answer: what neither the same request, when it comes again, nor the events up to the receipt's
 * version say. All else of the answer is made again out of those, so that nothing is stored twice.
 */
export interface KeptAnswer {
  readonly receipt: Receipt;
  readonly batchId: string | null;
  readonly refused: readonly RefusedCommand[];
  /** The ids that commands without a stream got, in their order. */
  readonly begun: readonly string[];
  /** `StreamHandler.note` of each accepted stream, where the handler has it. */
  readonly notes: readonly string[];
}

export type Answered<Answer> = Omit<BatchAnswer<Answer>, 'batchId'> & Pick<KeptAnswer, 'batchId'>;

type Answering<State, Answer> = Pick<StreamHandler<State, never, never, never, Answer>, 'projection' | 'answer'>;

/** The answer of then, to the same commands: whatever happened to their streams since. */
export async function answerAgain<State, Answer>(
  tx: TenantTransaction,
  handler: Answering<State, Answer>,
  commands: readonly Pick<StreamCommand<unknown>, 'streamId'>[],
  kept: unknown,
): Promise<Answered<Answer>> {
  if (!isKeptAnswer(kept)) return asSent(kept as Answered<Answer>);
  const { projection } = handler;
  const begun = kept.begun.values();
  const refused = new Set(kept.refused.map(({ streamId }) => streamId));
  const ids = commands.flatMap(({ streamId }) => streamId ?? begun.next().value ?? []).filter((id) => !refused.has(id));
  const pasts = await readStreams(tx, projection.streamType, ids, { upTo: kept.receipt.version });
  const streams = ids.map((id) => foldStream(projection, emptyStream(projection, tx.userId, id), pasts.get(id) ?? []));
  const { receipt: ledger, batchId, notes } = kept;
  const accepted = streams.map((stream, index) => handler.answer(stream, notes[index]));
  return { accepted, refused: kept.refused, batchId, ledger };
}

function isKeptAnswer(response: unknown): response is KeptAnswer {
  return typeof response === 'object' && response !== null && 'receipt' in response;
}

/** Before answers were made again, they were stored as they were sent: that of a batch, or that of one command. */
function asSent<Answer>(response: Answered<Answer> | (Answer & Pick<Answered<Answer>, 'ledger'>)): Answered<Answer> {
  if ('accepted' in response) return response;
  return { accepted: [response], refused: [], batchId: null, ledger: response.ledger };
}
