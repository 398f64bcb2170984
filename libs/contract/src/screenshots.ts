export type { ScreenshotView as ScreenshotAnswer } from './wire/screenshot-answers.js';

/** What a screenshot may come in, and how large: POST /api/user/trades/:id/screenshots, the image being the body. */
export const SCREENSHOT_LIMITS = {
  types: ['image/png', 'image/jpeg', 'image/webp'],
  bytes: 5 * 1024 * 1024,
  /** Of one trade. */
  count: 20,
} as const;
