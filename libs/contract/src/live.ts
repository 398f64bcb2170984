export type { LiveMessageView as LiveMessage } from './wire/live-answers.js';
