import { Count, Id, Moment } from './answer-fields.js';
import { PageOf } from './page.js';

/** A screenshot of a trade. Its image is WebP, under `…/screenshots/:screenshotId`; sizes in pixels and bytes. */
export class ScreenshotView {
  @Id() readonly id!: string;
  @Count({ description: 'In pixels.' }) readonly width!: number;
  @Count({ description: 'In pixels.' }) readonly height!: number;
  @Count({ description: 'The size of the image.' }) readonly bytes!: number;
  @Moment() readonly createdAt!: string;
}

export class ScreenshotPageView extends PageOf(ScreenshotView) {}
