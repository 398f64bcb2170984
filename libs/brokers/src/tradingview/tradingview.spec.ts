import { goldenFixtures } from '../testing/golden.js';

describe('TradingView', () => {
  goldenFixtures(import.meta.url);
});
