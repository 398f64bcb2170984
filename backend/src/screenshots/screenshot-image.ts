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

/** A picture that was kept before, as it is: only one that is not as it would have been kept is made anew. */
export async function asKept(bytes: Buffer): Promise<ScreenshotImage | null> {
  try {
    const picture = sharp(bytes, { limitInputPixels: MOST_PIXELS });
    const { format, width, height, pages = 1, exif, icc, xmp, iptc } = await picture.metadata();
    if (format !== 'webp' || width > MOST_WIDTH || pages > 1 || exif || icc || xmp || iptc)
      return await toScreenshot(bytes);
    // Unpacks all of it, so that what is kept can be shown.
    await picture.stats();
    return { width, height, webp: bytes };
  } catch {
    return null;
  }
}
