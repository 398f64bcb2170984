import { goldenFixtures } from '../testing/golden.js';

describe('Interactive Brokers', () => {
  goldenFixtures(import.meta.url);
});
