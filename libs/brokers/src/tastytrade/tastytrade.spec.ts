import { goldenFixtures } from '../testing/golden.js';

describe('tastytrade', () => {
  goldenFixtures(import.meta.url);
});
