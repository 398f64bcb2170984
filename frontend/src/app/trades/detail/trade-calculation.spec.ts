import { aScaledTrade, aTrade } from '../../testing/samples';
import { stepsOf } from './trade-calculation';

function told(...steps: ReturnType<typeof stepsOf>) {
  return steps.map(({ label, how, result }) => `${label}: ${how} = ${result}`);
}

test('a simple trade is worked out from its two prices', () => {
  expect(told(...stepsOf(aTrade()))).toEqual([
    'Gross: (191.10 − 187.23) × 10 = +$38.70',
    'Fees: All fills = −$1.30',
    'Net: Gross − fees = +$37.40',
    'Return: Net ÷ $1,872.30 position = +2.00%',
    'R: No stop = –',
  ]);
});

test('what was sold first is worked out the other way round, with its multiplier', () => {
  const [gross] = stepsOf(aTrade({ direction: 'SHORT', multiplier: '50' }));
  expect(gross?.how).toBe('(187.23 − 191.10) × 10 × 50');
});

test('of an open trade the fees are those of what was closed', () => {
  const [gross, fees] = stepsOf(aScaledTrade());
  expect(gross?.how).toBe('FIFO');
  expect(fees?.result).toBe('−$2.40');
});

test('before the first exit there is nothing to work out', () => {
  expect(stepsOf(aTrade({ grossPnl: null, netPnl: null }))).toEqual([]);
});
