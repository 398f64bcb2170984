import { formatCount, formatMoney, formatNumber, formatPercent, formatRate, formatR, toneOf } from './money';

test.each([
  ['1234.5', 'USD', '$1,234.50'],
  ['0.125', 'USD', '$0.12'],
  ['0.135', 'USD', '$0.14'],
  ['0.375', 'USD', '$0.38'],
  ['-57.5', 'USD', '−$57.50'],
  ['1234.5', 'JPY', '¥1,234'],
  ['123456789012345678.995', 'USD', '$123,456,789,012,345,679.00'],
  ['123456789012345678.12', 'EUR', '€123,456,789,012,345,678.12'],
  ['0.123456789', 'USDT', '0.12345679 USDT'],
])('%s in %s is %s: exact, half to even, in the digits of the currency', (amount, currency, text) => {
  expect(formatMoney(amount, currency)).toBe(text);
});

test('profit and loss carry their sign, nothing carries none', () => {
  expect(formatMoney('37.4', 'USD', 'always')).toBe('+$37.40');
  expect(formatMoney('-37.4', 'USD', 'always')).toBe('−$37.40');
  expect(formatMoney('0', 'USD', 'always')).toBe('$0.00');
});

test('what does not exist is a dash, never zero', () => {
  expect(formatMoney(null, 'USD')).toBe('–');
  expect(formatNumber(null)).toBe('–');
  expect(formatPercent(null)).toBe('–');
  expect(formatR(null)).toBe('–');
  expect(toneOf(null)).toBe('');
});

test('a number keeps every digit that was typed', () => {
  expect(formatNumber('0.12345678')).toBe('0.12345678');
  expect(formatNumber('61000.02')).toBe('61,000.02');
  expect(formatNumber('123456789012345678.1234567891')).toBe('123,456,789,012,345,678.1234567891');
});

test('thousands are told apart in counts, too', () => {
  expect([0, 999, 1000, 1234567].map(formatCount)).toEqual(['0', '999', '1,000', '1,234,567']);
});

test('a fraction is shown in hundredths', () => {
  expect(formatPercent('0.0234')).toBe('2.34%');
  expect(formatPercent('-1.5', 'always')).toBe('−150.00%');
  expect(formatRate('0.5517')).toBe('55.2%');
});

test('a loss too small to show is still a loss in colour', () => {
  expect(toneOf('-0.0000000001')).toBe('loss');
  expect(toneOf('0')).toBe('');
  expect(toneOf('0.01')).toBe('profit');
});
