import fc from 'fast-check';
import { changesBetween, hasChanges, same, withChanges } from './changes.js';
import { frozen } from './testing/frozen.js';

const values = fc.oneof(
  fc.constantFrom('', 'a', 'b', '1', null, true, 0),
  fc.array(fc.constantFrom('a', 'b'), { maxLength: 2 }),
  fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('1', '2'), { maxKeys: 2 }),
);

const records = fc.record({ first: values, second: values, third: values }).map(frozen);

/** Plain data as one text, whatever the order of its keys. */
const told = (value: unknown) =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? ['{}', ...Object.entries(part).toSorted()]
      : part,
  );

describe('changes', () => {
  it('lead from what was to what is, and back', () =>
    fc.assert(
      fc.property(records, records, (before, after) => {
        expect(withChanges(before, changesBetween(before, after))).toEqual(after);
        expect(withChanges(after, changesBetween(after, before))).toEqual(before);
      }),
    ));

  it('name a field if and only if it differs, with both sides', () =>
    fc.assert(
      fc.property(records, records, (before, after) => {
        const changes = changesBetween(before, after);
        for (const field of ['first', 'second', 'third'] as const) {
          if (changes[field]) expect(changes[field]).toEqual({ from: before[field], to: after[field] });
          expect(field in changes).toBe(told(before[field]) !== told(after[field]));
        }
      }),
    ));

  it('are none between a value and itself, copied', () =>
    fc.assert(
      fc.property(records, (value) => {
        const copy = JSON.parse(JSON.stringify(value)) as typeof value;
        expect(hasChanges(changesBetween(value, copy))).toBe(false);
      }),
    ));

  it('leave what they do not name', () => {
    const value = frozen({ a: '1', b: ['x'] });
    expect(withChanges(value, { a: { from: '1', to: '2' } })).toEqual({ a: '2', b: ['x'] });
    expect(withChanges(value, {})).toEqual(value);
  });
});

describe('plain data', () => {
  it.each([
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [['a', 'b'], ['b', 'a'], false],
    [['a'], { 0: 'a' }, false],
    [[], {}, false],
    [null, {}, false],
    [{ a: undefined }, { b: undefined }, false],
    [{ a: [{ b: 1 }] }, { a: [{ b: 1 }] }, true],
    [{ a: [{ b: 1 }] }, { a: [{ b: 2 }] }, false],
    ['1', 1, false],
    [['a'], ['a', 'b'], false],
  ])('%j and %j say the same: %s', (a, b, expected) => {
    expect(same(a, b)).toBe(expected);
    expect(same(b, a)).toBe(expected);
  });
});
