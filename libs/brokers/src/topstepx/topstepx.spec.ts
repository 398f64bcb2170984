import { goldenFixtures } from '../testing/golden.js';

describe('TopstepX', () => {
  goldenFixtures(import.meta.url);
});
