import { goldenFixtures } from '../testing/golden.js';

describe('Schwab', () => {
  goldenFixtures(import.meta.url);
});
