import { guessAssetType } from './asset-guess.js';

it.each([
  ['AAPL', 'stock'],
  ['BRK.B', 'stock'],
  ['/ESZ6', 'future'],
  ['MNQ', 'future'],
  ['/BTC', 'future'],
  ['BTCZ6', 'future'],
  ['BTC', 'crypto'],
  ['BTC-USD', 'crypto'],
  ['ETH/EUR', 'crypto'],
  ['SOLUSDT', 'crypto'],
  ['SPY261218C00600000', 'option'],
] as const)('%s is most likely a %s', (symbol, assetType) => {
  expect(guessAssetType(symbol)).toBe(assetType);
});
