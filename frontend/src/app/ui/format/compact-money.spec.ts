import { formatCompactMoney } from './money';

test.each([
  ['-12345.6', 'USD', '−$12.3K'],
  ['950', 'USD', '+$950'],
  ['34.5', 'USD', '+$34'],
  ['-9.995', 'USD', '−$10.00'],
  ['7.66', 'USD', '+$7.66'],
  ['999.6', 'USD', '+$1,000'],
  ['0', 'USD', '$0.00'],
  ['1234567.89', 'EUR', '+€1.23M'],
  ['0.5', 'USDT', '+0.5'],
])('%s in %s is %s where room is short', (amount, currency, text) => {
  expect(formatCompactMoney(amount, currency, 'always')).toBe(text);
});
