import sharp from 'sharp';

/** A picture as it is kept: WebP, sizes in pixels. */
export interface ScreenshotImage {
  readonly width: number;
  readonly height: number;
  readonly webp: Buffer;
}

const MOST_WIDTH = 2_560;
/** What WebP can hold. */
const MOST_HEIGHT = 16_383;
/** A small file can unfold into very many pixels. */
const MOST_PIXELS = 50_000_000;
const SECONDS = 10;

// What a file is, is told from its bytes: nothing but these three is ever decoded, whatever a client calls it.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadPngBuffer', 'VipsForeignLoadJpegBuffer', 'VipsForeignLoadWebpBuffer'],
});
sharp.cache(false);
// Requests run beside each other: one thread for each is enough.
sharp.concurrency(1);

/** The picture alone, turned upright, without anything else that its file says. Null where it is none. */
export async function toScreenshot(bytes: Buffer): Promise<ScreenshotImage | null> {
  if (bytes.length === 0) return null;
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: MOST_PIXELS })
      .autoOrient()
      .resize({ width: MOST_WIDTH, height: MOST_HEIGHT, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 85, smartSubsample: true })
      .timeout({ seconds: SECONDS })
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, webp: data };
  } catch {
    return null;
  }
}
