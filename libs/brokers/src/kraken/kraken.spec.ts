import { goldenFixtures } from '../testing/golden.js';

describe('Kraken', () => {
  goldenFixtures(import.meta.url);
});
