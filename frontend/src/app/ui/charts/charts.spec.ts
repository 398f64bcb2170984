import { render } from '@testing-library/angular';
import { Ring } from './ring';
import { lineThrough } from './sparkline';
import { TwoSidedBar } from './two-sided-bar';

test('the arcs of a ring follow one another all the way round, and nothing leaves no arc', async () => {
  const { container } = await render(Ring, {
    inputs: {
      shares: [
        { tone: 'profit', count: 3 },
        { tone: 'even', count: 0 },
        { tone: 'loss', count: 1 },
      ],
    },
  });
  const arcs = [...container.querySelectorAll('circle:not(.track)')];
  expect(arcs.map((arc) => arc.getAttribute('stroke-dasharray'))).toEqual(['73 100', '23 100']);
  expect(arcs.map((arc) => arc.getAttribute('stroke-dashoffset'))).toEqual(['0', '-75']);
});

test('one share alone is a whole ring', async () => {
  const { container } = await render(Ring, { inputs: { shares: [{ tone: 'profit', count: 7 }] } });
  expect(container.querySelector('.profit')?.getAttribute('stroke-dasharray')).toBe('100 100');
});

test('a bar is shared by size, whatever the sign', async () => {
  const { container } = await render(TwoSidedBar, { inputs: { loss: '-50', win: '150' } });
  const parts = [...container.querySelectorAll<HTMLElement>('span')];
  expect(parts.map(({ style }) => style.flexGrow)).toEqual(['50', '150']);
});

test('a sparkline goes from edge to edge and from top to bottom', () => {
  expect(lineThrough(['-10', '30', '10'])).toBe('M0.0 24.0 L50.0 0.0 L100.0 12.0');
});

test('a sparkline without movement is in the middle; one amount is no line', () => {
  expect(lineThrough(['5', '5'])).toBe('M0.0 12.0 L100.0 12.0');
  expect(lineThrough(['5'])).toBe('');
});
