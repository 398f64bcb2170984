import { formatMoney } from './money';

test('rounds half to even', () => {
  expect(formatMoney('0.125', 'USD')).toBe('$0.12');
});
