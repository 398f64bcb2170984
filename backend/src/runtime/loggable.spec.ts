import { framesOf, loggable, oneLine } from './loggable.js';

it('tells of an error of the database what it is, and none of the values that it quotes', () => {
  const told = { severity: 'ERROR', code: '23514', table: 'trade', constraint: 'trade_check', detail: 'Row (secret).' };
  const error = Object.assign(new Error('invalid: "secret"'), told);
  expect(loggable(error)).toBe('The database refused with 23514 trade trade_check');
  expect(framesOf(error)).toMatch(/^\s+at /);
  expect(framesOf(error)).not.toContain('secret');
});

it('tells nothing of a text that could not be read', () => {
  const failure = (() => {
    try {
      return JSON.parse('secret') as unknown;
    } catch (error) {
      return error;
    }
  })();
  expect(loggable(failure)).toBe('SyntaxError');
});

it('tells of any other error what it says', () => {
  expect(loggable(new TypeError('It is not a function.'))).toBe('TypeError: It is not a function.');
});

it('writes out whatever could begin another line or steer a terminal', () => {
  expect(oneLine('a\r\nb\u001b[31m\u0085\u2028')).toBe('a\\u000d\\u000ab\\u001b[31m\\u0085\\u2028');
});
