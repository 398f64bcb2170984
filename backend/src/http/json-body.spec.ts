import { isDeeperThan } from './json-body.js';

const deeper = (text: string, most: number) => isDeeperThan(most, Buffer.from(text));

it.each([
  ['{}', 1],
  ['[[]]', 2],
  ['{"a":[{"b":1}]}', 3],
  ['[[],[],[[]]]', 3],
  ['{"a":"[[[[[["}', 1],
  ['{"a":"\\"[[[["}', 1],
  ['{"a":"\\\\"}', 1],
  ['["\\\\",[[]]]', 3],
  ['"東京 ["', 0],
])('%s is nested just so deep: %i', (text, depth) => {
  expect(deeper(text, depth)).toBe(false);
  expect(deeper(text, depth - 1)).toBe(true);
});

it('is quick about what never closes', () => {
  expect(deeper('"'.concat('\\"'.repeat(32_000)), 1)).toBe(false);
  expect(deeper('['.repeat(64_000), 12)).toBe(true);
});
