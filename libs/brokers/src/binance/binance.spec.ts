import { goldenFixtures } from '../testing/golden.js';

describe('Binance', () => {
  goldenFixtures(import.meta.url);
});
