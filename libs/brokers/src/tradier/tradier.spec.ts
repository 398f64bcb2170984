import { goldenFixtures } from '../testing/golden.js';

describe('Tradier', () => {
  goldenFixtures(import.meta.url);
});
