import { parseTags } from './tags.js';

it.each([
  ['', []],
  [' , ,', []],
  ['gap', ['gap']],
  [' gap,news , late entry', ['gap', 'news', 'late entry']],
  ['gap, news, gap', ['gap', 'news']],
])('reads %j as %j', (typed, tags) => {
  expect(parseTags(typed)).toEqual(tags);
});
