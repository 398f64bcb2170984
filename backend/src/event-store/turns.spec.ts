import { Turns } from './turns.js';

let turns: Turns;
let begun: string[];
let finish: Map<string, (failure?: Error) => void>;

beforeEach(() => {
  turns = new Turns();
  begun = [];
  finish = new Map();
});

function take(member: string, name: string): Promise<string> {
  return turns.take(member, () => {
    begun.push(name);
    return new Promise((resolve, reject) => finish.set(name, (failure) => (failure ? reject(failure) : resolve(name))));
  });
}

it('has one member wait for themselves, in order, and nobody else', async () => {
  const [first, second, third, other] = [take('a', '1'), take('a', '2'), take('a', '3'), take('b', 'other')];
  expect(begun).toEqual(['1', 'other']);
  finish.get('1')?.();
  expect(await first).toBe('1');
  expect(begun).toEqual(['1', 'other', '2']);
  finish.get('2')?.();
  await second;
  finish.get('3')?.();
  finish.get('other')?.();
  expect([await third, await other]).toEqual(['3', 'other']);
});

it('goes on after what failed', async () => {
  const [first, second] = [take('a', '1'), take('a', '2')];
  finish.get('1')?.(new Error('no'));
  await expect(first).rejects.toThrow('no');
  finish.get('2')?.();
  expect(await second).toBe('2');
  const third = take('a', '3');
  expect(begun).toEqual(['1', '2', '3']);
  finish.get('3')?.();
  await third;
});
