import { goldenFixtures } from '../testing/golden.js';

describe('Fidelity', () => {
  goldenFixtures(import.meta.url);
});
