import { goldenFixtures } from '../testing/golden.js';

describe('Alpaca', () => {
  goldenFixtures(import.meta.url);
});
