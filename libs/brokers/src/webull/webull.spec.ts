import { goldenFixtures } from '../testing/golden.js';

describe('Webull', () => {
  goldenFixtures(import.meta.url);
});
