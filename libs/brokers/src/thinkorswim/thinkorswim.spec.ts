import { goldenFixtures } from '../testing/golden.js';

describe('thinkorswim', () => {
  goldenFixtures(import.meta.url);
});
