import type { AccountFigures } from '@singularity/contract';
import { anAccount } from '../testing/samples';
import { balancePartsOf } from './balance-parts';

const figuresOf = (accountId: string, netPnl: string): AccountFigures => ({
  accountId,
  netPnl,
  closedTrades: 1,
  openTrades: 0,
  lastActivityAt: null,
  sparkline: [],
});

test('a balance is what it began with, what came and went, and what its trades made', () => {
  const account = anAccount({ startingBalance: '10000', balance: '10970.5' });
  const others = [figuresOf('elsewhere', '7')];
  expect(balancePartsOf([account], [figuresOf('a1', '-29.5'), ...others])).toEqual({
    startingBalance: '10000',
    adjustments: '1000',
    netPnl: '-29.5',
  });
});

test('accounts add up; one in which nothing happened has made nothing', () => {
  const accounts = [
    anAccount({ startingBalance: '0.1', balance: '0.4' }),
    anAccount({ id: 'a2', startingBalance: '0.2', balance: '0.2' }),
  ];
  expect(balancePartsOf(accounts, [figuresOf('a1', '0.3')])).toEqual({
    startingBalance: '0.3',
    adjustments: '0',
    netPnl: '0.3',
  });
});
