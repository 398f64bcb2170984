import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import type { LaunchOptions } from '@playwright/test';

const CACHE = resolve(import.meta.dirname, '../.cache');

/** The package's fonts for machines that have none. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/**
 * How to launch the Chromium that comes with npm, which needs no download and, on Linux, nothing from the system.
 * It exists for Linux on x64; elsewhere Playwright looks for its own (`npx playwright install chromium`).
 */
export async function chromiumFromNpm(): Promise<LaunchOptions> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return {};
  const packaged = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')));
  const { version } = JSON.parse(await readFile(join(packaged, 'package.json'), 'utf8')) as { version: string };
  const folder = join(CACHE, `chromium-${version}`);
  if (!existsSync(folder)) await unpack(packaged, folder);
  const executablePath = join(folder, 'chromium');
  return {
    executablePath,
    args: ['--no-sandbox', '--headless=shell', '--disable-gpu'],
    env: { ...process.env, FONTCONFIG_FILE: join(folder, 'fonts.conf'), ...librariesFor(executablePath, folder) },
  };
}

/** Into another folder that is renamed, so that a run that was cut short leaves no half browser. */
async function unpack(packaged: string, folder: string): Promise<void> {
  const unfinished = `${folder}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  const temporary = process.env['TMPDIR'];
  process.env['TMPDIR'] = unfinished; // The package unpacks into the temporary folder, and trusts whatever lies there.
  try {
    const { inflate } = await import('@sparticuz/chromium');
    const packs = ['chromium.br', 'fonts.tar.br', 'al2023.tar.br'];
    await Promise.all(packs.map((pack) => inflate(join(packaged, 'bin', pack))));
  } finally {
    if (temporary === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = temporary;
  }
  await writeFile(join(unfinished, 'fonts.conf'), FONTS);
  await rename(unfinished, folder);
}

/** The system's libraries where they are all there, else those that the package brings. */
function librariesFor(executablePath: string, folder: string): Record<string, string> {
  const missing = execFileSync('ldd', [executablePath], { encoding: 'utf8' }).includes('not found');
  return missing ? { LD_LIBRARY_PATH: join(folder, 'al2023/lib') } : {};
}
