import { goldenFixtures } from '../testing/golden.js';

describe('NinjaTrader', () => {
  goldenFixtures(import.meta.url);
});
