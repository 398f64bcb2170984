import { exactly } from '@singularity/domain';
import { actionOf, cashReasonOf, isCorporate, removalOf } from './actions.js';

describe('the words of brokers', () => {
  it.each([
    ['Buy', 'buy', null],
    ['Buy to Open', 'buy', 'open'],
    ['BUY_TO_CLOSE', 'buy', 'close'],
    ['Bought To Cover', 'buy', 'close'],
    ['YOU BOUGHT CLOSING TRANSACTION PUT (SPY)', 'buy', 'close'],
    ['Sell', 'sell', null],
    ['Sell Short', 'sell', 'open'],
    ['Sold Short', 'sell', 'open'],
    ['Short', 'sell', 'open'],
    ['Sold To Close', 'sell', 'close'],
  ])('%s', (words, side, effect) => {
    expect(actionOf(words)).toEqual({ side, effect });
  });

  it.each(['Dividend', 'Reseller', 'Shortfall', ''])('“%s” is no trade', (words) => {
    expect(actionOf(words)).toBeNull();
  });

  it.each([
    ['Option Expired', 'expire'],
    ['Expired', 'expire'],
    ['ASSIGNED as of Nov-20-2025 PUT (MU)', 'assign'],
    ['Exchange or Exercise', 'exercise'],
    ['Sell to Close', null],
  ])('%s takes an option away: %s', (words, effect) => {
    expect(removalOf(words)).toBe(effect);
  });

  it.each(['Reverse Split', 'TRANSFER OF ASSETS ACAT DELIVER', 'Stock Div Dist', 'Name Change'])(
    '%s changes shares',
    (words) => {
      expect(isCorporate(words)).toBe(true);
    },
  );

  it.each([
    ['Qual Div Reinvest', '5', 'dividend'],
    ['Foreign Tax Paid', '-5', 'fee'],
    ['DIVIDEND RECEIVED VANTICK TAX FREE FUND', '5', 'dividend'],
    ['Margin Interest', '-5', 'interest'],
    ['ACH Deposit', '5', 'deposit'],
    ['Wire Sent', '-5', 'withdrawal'],
    ['Cash In Lieu', '5', 'other'],
  ])('%s of %s is %s', (words, amount, reason) => {
    expect(cashReasonOf(words, exactly(amount))).toBe(reason);
  });
});
