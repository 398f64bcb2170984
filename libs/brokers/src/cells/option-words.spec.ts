import { optionInWords } from './option-words.js';

const PUT = { assetType: 'option', symbol: 'SPY', expiration: '2026-01-02', strike: '474', direction: 'PUT' };

describe('an option in words', () => {
  it.each([
    ['SPY 1/2/2026 Put $474.00', PUT],
    ['SPY 01/02/2026 00:00:00 EST Put $474.00', PUT],
    ['Option Expiration for SPY 1/2/2026 Put $474.00', PUT],
    ['PUT  SPY    01/02/26   474.000', PUT],
    ['SPXW 1/2/2026 Call $5,350.50', { ...PUT, symbol: 'SPXW', strike: '5350.5', direction: 'CALL' }],
    ['BRK.B 1/2/2026 Put $474.00', { ...PUT, symbol: 'BRK.B' }],
  ])('%s is read', (text, instrument) => {
    expect(optionInWords(text)).toEqual(instrument);
  });

  it.each([
    'SPY',
    'SPY 13/2/2026 Put $474.00',
    'SPY 1/2/2026 Put',
    'Cash Div: R/D 2023-12-06',
    'SPY 1/2/2026 Put $0.00',
  ])('%s is none', (text) => {
    expect(optionInWords(text)).toBeNull();
  });
});
