import { decimal, exactly, parseInstant } from '@singularity/domain';
import type { Instant } from '@singularity/domain';
import { Positions } from './positions.js';

const at = (minute: number) => parseInstant(`2026-01-05T15:0${minute}:00Z`) as Instant;

it('tells what was held after all moves up to a time, in whatever order they came', () => {
  const positions = new Positions();
  positions.move('A', at(5), decimal(exactly('-3')));
  positions.move('A', at(1), decimal(exactly('2')));
  positions.move('B', at(1), decimal(exactly('9')));
  positions.move('A', at(3), decimal(exactly('4')));
  positions.move('A', at(3), decimal(exactly('1')));
  const held = (of: string) => [0, 1, 2, 3, 4, 5, 6].map((minute) => positions.heldAt(of, at(minute)).toFixed());
  expect(held('A')).toEqual(['0', '2', '2', '7', '7', '4', '4']);
  expect(held('C')).toEqual(['0', '0', '0', '0', '0', '0', '0']);
  positions.move('A', at(6), decimal(exactly('-4')));
  expect(positions.heldAt('A', at(6)).toFixed()).toBe('0');
});
