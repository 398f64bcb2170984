// `npm run bench:front`: what 100,000 trades cost the trades page, as ratios to 100, in turns in one browser. Another
// number goes behind it: `npm run bench:front -- 10000`.
import { chromium } from '@playwright/test';
import { startFrontWorld } from '@singularity/harness/bench/front-world.js';
import { chromiumFromNpm } from './browser.ts';

const [SHORT, LONG] = [100, Number(process.argv[2] ?? 100_000)];
const ROUNDS = 7;
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

console.log(`Filling ledgers of ${SHORT} and ${LONG.toLocaleString('en')} trades …`);
const world = await startFrontWorld(SHORT, LONG);
const browser = await chromium.launch(await chromiumFromNpm());
try {
  const short = await signedIn('Demo Member One');
  const long = await signedIn('Demo Member Two');
  const firstRows = [];
  const frames = [];
  for (let round = 0; round < ROUNDS; round++) {
    firstRows.push([await timeToRows(short), await timeToRows(long)]);
    frames.push([await frameTime(short), await frameTime(long)]);
  }
  report('first rows of the trades page', 'ms', firstRows.slice(1));
  report('a frame while scrolling', 'ms', frames.slice(1));
} finally {
  await browser.close();
  await world.close();
}

async function signedIn(member) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.route('https://cdn.discordapp.com/**', (route) => route.abort());
  const page = await context.newPage();
  await page.goto(`${world.appUrl}/login`);
  await page.getByRole('link', { name: /Sign in/ }).click();
  await page.getByRole('button', { name: member }).click();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
  return page;
}

/** From asking for the page to its first trade. */
async function timeToRows(page) {
  await page.goto('about:blank');
  const begin = performance.now();
  await page.goto(`${world.appUrl}/trades`);
  await page.locator('main a[href*="/trades/"]').first().waitFor();
  return performance.now() - begin;
}

/** The mean time between frames while the wheel turns for a second. */
async function frameTime(page) {
  await page.mouse.move(720, 500);
  const measured = page.evaluate(async () => {
    const begin = performance.now();
    let count = 0;
    while (performance.now() - begin < 1_000) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      count++;
    }
    return (performance.now() - begin) / count;
  });
  for (let turn = 0; turn < 20; turn++) await page.mouse.wheel(0, 400);
  return measured;
}

function report(what, unit, rounds) {
  const ratios = rounds.map(([a, b]) => b / a);
  const at = (index) => Math.round(median(rounds.map((round) => round[index])) * 10) / 10;
  const spread = [Math.min(...ratios), Math.max(...ratios)].map((ratio) => ratio.toFixed(2)).join(' – ');
  console.log(
    `${what}: ${at(0)} ${unit} with ${SHORT} trades, ${at(1)} ${unit} with ${LONG}: ratio ${median(ratios).toFixed(2)} (${spread})`,
  );
}
