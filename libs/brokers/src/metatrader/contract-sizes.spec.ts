import { decimal, exactly } from '@singularity/domain';
import { ContractSizes } from './contract-sizes.js';

const earned = (position: string, move: string, profit: string, symbol = 'EURUSD') => ({
  position,
  symbol,
  move: decimal(exactly(move)),
  profit: exactly(profit),
  places: 2,
});

describe('the size of a contract', () => {
  it('is the round number that gives every profit to the cent', () =>
    expect(new ContractSizes([earned('1', '0.0000031', '0.31'), earned('2', '-0.0006', '-60')]).of('EURUSD', '9')).toBe(
      '100000',
    ));

  it('may be small or a fraction', () => {
    const sizes = new ContractSizes([earned('1', '3.33', '3.33', 'US30'), earned('2', '2.5', '0.5', 'VIX')]);
    expect([sizes.of('US30', ''), sizes.of('VIX', '')]).toEqual(['1', '0.2']);
  });

  it('is of each position where profits were changed at a rate of the day', () => {
    const sizes = new ContractSizes([earned('1', '-0.03', '-19.88', 'USDJPY'), earned('2', '0.05', '33.4', 'USDJPY')]);
    expect(['1', '2', '3'].map((position) => sizes.of('USDJPY', position))).toEqual(['662.6666666667', '668', null]);
  });

  it('is unknown where nothing was earned, or a profit goes against the price', () => {
    const sizes = new ContractSizes([
      earned('1', '0', '0', 'A'),
      earned('2', '0.1', '0', 'B'),
      earned('3', '0.1', '-5', 'C'),
    ]);
    expect([sizes.of('A', '1'), sizes.of('B', '2'), sizes.of('C', '3'), sizes.of('D', '4')]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});
