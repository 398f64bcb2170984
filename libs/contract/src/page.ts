export type { Page } from './wire/page.js';
