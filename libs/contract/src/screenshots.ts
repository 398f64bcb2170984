/** What a screenshot may come in, and how large: POST /api/user/trades/:id/screenshots, the image being the body. */
export const SCREENSHOT_LIMITS = {
  types: ['image/png', 'image/jpeg', 'image/webp'],
  bytes: 5 * 1024 * 1024,
  /** Of one trade. */
  count: 20,
} as const;

/** A screenshot of a trade. Its image is WebP, under `…/screenshots/:screenshotId`; sizes in pixels and bytes. */
export interface ScreenshotAnswer {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly createdAt: string;
}
