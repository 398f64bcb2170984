import { goldenFixtures } from '../testing/golden.js';

describe('E*TRADE', () => {
  goldenFixtures(import.meta.url);
});
