import sharp from 'sharp';
import { toScreenshot } from './screenshot-image.js';

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: 'teal' } });

describe('a picture', () => {
  it.each(['png', 'jpeg', 'webp'] as const)('of type %s is kept as WebP, in its size', async (format) => {
    const image = await toScreenshot(await picture(40, 30).toFormat(format).toBuffer());
    expect(image).toMatchObject({ width: 40, height: 30 });
    expect(await sharp(image?.webp).metadata()).toMatchObject({ format: 'webp', width: 40, height: 30 });
  });

  it('loses what its file says of camera and place, but stands upright', async () => {
    const jpeg = await picture(40, 30)
      .jpeg()
      .withExif({ IFD0: { Copyright: 'somebody' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect((await sharp(jpeg).metadata()).exif?.toString('latin1')).toContain('somebody');
    const image = await toScreenshot(jpeg);
    const { exif, xmp, iptc, icc, orientation } = await sharp(image?.webp).metadata();
    expect({ exif, xmp, iptc, icc, orientation }).toEqual({});
    expect(image?.webp.toString('latin1')).not.toContain('somebody');
    expect(image).toMatchObject({ width: 30, height: 40 });
  });

  it.each([
    ['a wide one', 5_120, 100, 2_560, 50],
    ['one taller than WebP can be', 10, 20_000, 8, 16_383],
  ])('is made smaller where it is large: %s', async (_what, width, height, ...[w, h]) => {
    expect(await toScreenshot(await picture(width, height).png().toBuffer())).toMatchObject({ width: w, height: h });
  });
});

describe('no picture', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';
  it.each<[string, () => Buffer | Promise<Buffer>]>([
    ['nothing', () => Buffer.alloc(0)],
    ['text', () => Buffer.from('not a picture')],
    ['a drawing that could name other files', () => Buffer.from(svg)],
    ['a GIF, which nobody asked for', () => Buffer.from('R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=', 'base64')],
    ['half a file', async () => (await picture(400, 300).png().toBuffer()).subarray(0, 60)],
    ['a small file of very many pixels', () => picture(10_000, 6_000).png().toBuffer()],
  ])('is %s', async (_what, bytes) => expect(await toScreenshot(await bytes())).toBeNull());
});
