import { goldenFixtures } from '../testing/golden.js';

describe('Robinhood', () => {
  goldenFixtures(import.meta.url);
});
