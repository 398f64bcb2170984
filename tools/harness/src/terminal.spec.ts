import { framed, paragraphs } from './terminal.js';

const LINES = paragraphs([
  { title: 'Sign in as', lines: ['one', 'another'] },
  { title: 'Discord', lines: ['demo'] },
]);

it('sets paragraphs in two columns', () => {
  expect(LINES).toEqual(['', 'Sign in as  one', '            another', '', 'Discord     demo']);
});

it('frames lines, each as long as the longest', () => {
  expect(framed(['ab', 'c'])).toBe(['╭────╮', '│ ab │', '│ c  │', '╰────╯'].join('\n'));
});

it('has no frame where it would be broken', () => {
  expect(framed(['ab', 'c'], 5)).toBe('ab\nc');
  expect(framed(['ab', 'c'], 6)).toContain('│');
});
