import { Refusal } from '@singularity/domain';
import { commandCount } from '../runtime/metrics.js';
import { counted } from './command-metrics.js';
import { CommandRefused, StorageFull, StreamVersionConflict } from './refusals.js';

const id = (n: number) => `0198c0de-0000-7000-8000-00000000000${n}`;
const refusal = new Refusal('invalid', 'No.');
const edit = (n: number) => ({ streamId: id(n), command: { type: 'EditTrade' } });
const add = { streamId: null, command: { type: 'AddTrade' } };

beforeEach(() => commandCount.reset());

async function standing(): Promise<Record<string, number>> {
  const { values } = (await commandCount.get()) as { values: { labels: Record<string, string>; value: number }[] };
  return Object.fromEntries(values.map(({ labels, value }) => [`${labels['type']} ${labels['outcome']}`, value]));
}

/** Commands in a transaction that ends in that way. */
async function run(
  commands: readonly { readonly streamId: string | null; readonly command: object }[],
  committed: boolean,
  work: Parameters<typeof counted>[2],
): Promise<void> {
  let end: (committed: boolean) => void = () => undefined;
  await counted({ onEnd: (hear) => (end = hear) }, { streamType: 'trade', commands }, work).catch(() => undefined);
  expect(await standing()).toEqual({});
  end(committed);
}

const answer = (...refused: number[]) =>
  Promise.resolve({ refused: refused.map((n) => ({ streamId: id(n), refusal })) });

it('counts nothing before the end of the transaction, and each command of a batch by itself then', async () => {
  await run([edit(1), edit(2), add, add, edit(3)], true, () => answer(2, 9));
  expect(await standing()).toEqual({
    'EditTrade accepted': 2,
    'EditTrade refused': 1,
    'AddTrade accepted': 1,
    'AddTrade refused': 1,
  });
});

it('counts as failed what was accepted and not committed', async () => {
  await run([edit(1), edit(2)], false, () => answer(2));
  expect(await standing()).toEqual({ 'EditTrade failed': 2 });
});

it('counts what is answered again as repeated', async () => {
  await run([add], true, (isRepeated) => {
    isRepeated();
    return answer();
  });
  expect(await standing()).toEqual({ 'AddTrade repeated': 1 });
});

it.each([
  ['refused', new CommandRefused(refusal)],
  ['conflict', new StreamVersionConflict(1, 2)],
  ['refused', new StorageFull(1)],
  ['failed', new Error('The connection is gone.')],
])('counts as %s what throws %o', async (outcome, error) => {
  await run([add], false, () => Promise.reject(error));
  expect(await standing()).toEqual({ [`AddTrade ${outcome}`]: 1 });
});
