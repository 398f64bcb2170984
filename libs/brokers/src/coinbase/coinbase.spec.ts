import { goldenFixtures } from '../testing/golden.js';

describe('Coinbase', () => {
  goldenFixtures(import.meta.url);
});
