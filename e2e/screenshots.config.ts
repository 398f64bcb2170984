import { defineConfig } from '@playwright/test';
import journeys from './playwright.config.js';

/** `npm run screenshots`: not a test, but it walks the same way. */
export default defineConfig(journeys, { testMatch: 'screenshots.ts' });
