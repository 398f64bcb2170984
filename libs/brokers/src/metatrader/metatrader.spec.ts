import { goldenFixtures } from '../testing/golden.js';

describe('MetaTrader 5', () => {
  goldenFixtures(import.meta.url);
});
