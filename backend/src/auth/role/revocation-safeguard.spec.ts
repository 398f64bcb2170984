import { isUnusual } from './revocation-safeguard.js';

const unusual = (checked: number, lost: number, lostInARow: number) => isUnusual({ checked, lost, lostInARow });

it.each([
  ['nobody', 3, 0, 0],
  ['the one who was checked', 1, 1, 1],
  ['one of three', 3, 1, 1],
  ['two of three, with one confirmed between them', 3, 2, 1],
  ['three of twelve, in a row', 12, 3, 3],
  ['a fifth of a large community', 750, 150, 3],
])('believes that %s left', (_case, checked, lost, inARow) => {
  expect(unusual(checked, lost, inARow)).toBe(false);
});

it.each([
  ['two of three, one after the other', 3, 2, 2],
  ['two who were checked hours apart, with nobody confirmed since', 1, 1, 2],
  ['four in a row among hundreds', 750, 4, 4],
  ['four of twelve, with others confirmed between them', 12, 4, 1],
  ['more than a fifth of a large community', 750, 151, 1],
])('does not believe that %s left', (_case, checked, lost, inARow) => {
  expect(unusual(checked, lost, inARow)).toBe(true);
});
