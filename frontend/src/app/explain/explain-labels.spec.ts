import { FIGURES } from '@singularity/domain';
import type { Explained } from './explain-pages';
import { formulaOf, partLinesOf } from './explain-labels';

const explained = (figure: Explained['figure'], value: string | null, parts: Explained['parts']) => ({
  figure,
  value,
  currency: 'USD',
  parts,
});

test.each([
  [
    explained('profitFactor', '1.5311', { positiveNet: '1240.5', negativeNet: '-810.2' }),
    'Profit factor = $1,240.50 gross wins ÷ $810.20 gross losses = 1.53',
  ],
  [explained('netPnl', '75', { grossPnl: '78', fees: '3' }), 'Net P&L = +$78.00 gross − $3.00 fees = +$75.00'],
  [explained('netPnl', '80', { grossPnl: '78', fees: '-2' }), 'Net P&L = +$78.00 gross + $2.00 fees = +$80.00'],
  [explained('netPnl', '78', { grossPnl: '78', fees: '0' }), 'Net P&L = +$78.00 gross = +$78.00'],
  [explained('grossPnl', '-7', { netPnl: '-10', fees: '3' }), 'Gross P&L = −$10.00 net + $3.00 fees = −$7.00'],
  [explained('fees', '3', { grossPnl: '-7', netPnl: '-10' }), 'Fees = −$7.00 gross + $10.00 net = $3.00'],
  [explained('winRate', '0.6667', { wins: '2', closedTrades: '3' }), 'Win rate = 2 wins ÷ 3 closed = 66.7%'],
  [explained('winRate', null, { wins: '0', closedTrades: '0' }), 'Win rate = 0 wins ÷ 0 closed = n/a'],
  [explained('averageLoss', '-5', { lossNet: '-5', losses: '1' }), 'Average loss = −$5.00 ÷ 1 loss = −$5.00'],
  [explained('averageR', '1.5', { rSum: '3', rTrades: '2' }), 'Average R = +3.00R ÷ 2 trades with a stop = +1.50R'],
  [explained('largestWin', '30', { wins: '2', averageWin: '20' }), 'Largest win = best net P&L of 2 wins'],
  [explained('maxDrawdown', '25', { peak: '30', trough: '5' }), 'Max drawdown = $30.00 peak − $5.00 trough = $25.00'],
  [explained('maxDrawdown', '35', { peak: '30', trough: '-5' }), 'Max drawdown = $30.00 peak + $5.00 trough = $35.00'],
  [explained('maxDrawdown', '0', { peak: null, trough: null }), 'Max drawdown: equity never fell below a peak'],
  [
    explained('totalBalance', '1138', {
      startingBalance: '1000',
      deposits: '200',
      withdrawals: '-100',
      charges: '-2.5',
      corrections: '0',
      realizedNet: '40.5',
    }),
    'Total balance = $1,000.00 starting balance + $200.00 deposits − $100.00 withdrawals − $2.50 account fees + $40.50 realized P&L = $1,138.00',
  ],
])('%# the formula is said with its numbers', (answer, words) => {
  expect(formulaOf(answer)).toBe(words);
});

test.each(FIGURES)('%s has a formula, whatever it is made of', (figure) => {
  expect(formulaOf(explained(figure, null, {}))).toMatch(/^[^ ].* ?[=:] .+/);
});

test('parts that are figures can be taken apart in turn', () => {
  expect(partLinesOf(explained('averageWin', '21', { winNet: '42', wins: '2' }))).toEqual([
    { part: 'winNet', name: 'Net P&L of wins', value: '+$42.00', figure: null },
    { part: 'wins', name: 'Wins', value: '2', figure: 'wins' },
  ]);
});
