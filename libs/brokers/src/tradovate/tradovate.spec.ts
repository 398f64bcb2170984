import { goldenFixtures } from '../testing/golden.js';

describe('Tradovate', () => {
  goldenFixtures(import.meta.url);
});
