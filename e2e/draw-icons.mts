import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumFromNpm } from './browser.ts';

// Draws the icons of the installed application from the mark: `node e2e/draw-icons.mts`.

const PUBLIC = resolve(import.meta.dirname, '../frontend/public');
const mark = await readFile(join(PUBLIC, 'favicon.svg'), 'utf8');
/** For systems that cut the icon themselves: no corners of its own, and everything well within the cut. */
const whole = mark.replace('rx="8"', '').replace('scale(0.84)', 'scale(0.66)');

const browser = await chromium.launch(await chromiumFromNpm());
await draw('icon-192.png', mark, 192);
await draw('icon-512.png', mark, 512);
await draw('icon-180.png', whole, 180);
await draw('icon-maskable-512.png', whole, 512);
await browser.close();

async function draw(name: string, svg: string, size: number): Promise<void> {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
  await writeFile(join(PUBLIC, name), await page.screenshot({ omitBackground: true }));
  await page.close();
}
