import 'reflect-metadata';
import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { Chance } from '@singularity/backend/members/chance.js';
import { brokenImports } from './broken-imports.js';
import { clockJumps } from './clock-jumps.js';
import { crashes } from './crashes.js';
import { droppedStartupOptions } from './dropped-startup-options.js';
import { executions } from './executions.js';
import { failingStatements } from './failing-statements.js';
import { failover } from './failover.js';
import { fairReads } from './fair-reads.js';
import { fuzz } from './fuzz.js';
import { load } from './load.js';
import { lostAnswers } from './lost-answers.js';
import { neighbours } from './neighbours.js';
import { pipelinedWrites } from './pipelined-writes.js';
import { eachWall, probes } from './probes.js';
import { restarts } from './restarts.js';
import { restored } from './restored.js';
import { severalProcesses, twoVersions } from './several-processes.js';
import { slowUploads } from './slow-uploads.js';
import { startTogether } from './start-together.js';
import { stolenSession } from './stolen-session.js';
import { interleavedTenants } from './tenants.js';
import { unreadAnswers } from './unread-answers.js';
import type { Finding, Run, Scenario, Size } from './scenario.js';

const SCENARIOS: readonly Scenario[] = [
  crashes,
  brokenImports,
  restarts,
  severalProcesses,
  twoVersions,
  lostAnswers,
  failingStatements,
  interleavedTenants,
  probes,
  eachWall,
  fuzz,
  load,
  neighbours,
  fairReads,
  unreadAnswers,
  pipelinedWrites,
  stolenSession,
  slowUploads,
  failover,
  clockJumps,
  droppedStartupOptions,
  startTogether,
  restored,
  executions,
];

const USAGE = `npm run resilience -- <name> … | --all  [--brief | --quick | --long] [--seed <number>]
       [--without-controls]
       [--previous <folder>]   of a checkout in which the version before was built: what two-versions needs
  Names: ${SCENARIOS.map(({ name }) => name).join(', ')}. Exits with 1 where the product fails, or a control finds nothing.
`;
/** After so long a run comes to its end, and after the grace it is given up; in milliseconds. */
const LONG_MS = 2 * 3_600_000;
const QUICK_MS = 20 * 60_000;
/** Of each where all of them are to fit in ten minutes, with their controls. */
const SHARE_MS = 75_000;
const GRACE_MS = 180_000;
/** Faults that are printed; there may be as many as commands. */
const SHOWN = 5;

interface Order {
  readonly seed: number;
  readonly size: Size;
  readonly previous: string | null;
  readonly withControls: boolean;
  /** After so many milliseconds a run comes to its end. */
  readonly ms: number;
}

interface Row {
  readonly name: string;
  readonly figure: string;
  readonly verdict: string;
  readonly control: string;
  /** All that the scenario took, with its controls. */
  readonly seconds: number;
  readonly good: boolean;
}

const open: (() => Promise<unknown>)[] = [];

async function closeAll(): Promise<void> {
  for (let close = open.pop(); close; close = open.pop()) await close();
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function runOnce(
  scenario: Scenario,
  { seed, size, previous, ms }: Order,
  sabotage: string | null,
): Promise<Finding> {
  const deadline = Date.now() + ms;
  const bar = progressBar(scenario.name);
  const run: Run = {
    chance: new Chance(seed),
    size,
    previous,
    sabotage,
    inTime: () => Date.now() < deadline,
    goesOn(done, of) {
      bar.show(done, of);
      return done < of && this.inTime();
    },
    defer: (close) => void open.push(close),
  };
  const stuck = { figure: 'did not end', faults: [`It did not end within ${(ms + GRACE_MS) / 1_000} s.`] };
  try {
    return await Promise.race([scenario.run(run), setTimeout(ms + GRACE_MS, stuck, { ref: false })]);
  } catch (error) {
    // Of the scenario that it is of alone: the others still have something to say.
    return { figure: 'broke off', faults: [String(error)], broke: true };
  } finally {
    bar.end();
    await closeAll();
  }
}

/** Where nobody watches, a line every minute: a long run would look like one that hangs. */
function progressBar(name: string): { show: (done: number, of: number) => void; end: () => void } {
  const format = `${name} {bar} {percentage} %, {eta_formatted} to go`;
  const unwatched = { noTTYOutput: true, notTTYSchedule: 60_000, synchronousUpdate: false };
  const bar = new SingleBar({ format, clearOnComplete: true, hideCursor: true, ...unwatched });
  return {
    show(done, of) {
      if (bar.isActive) bar.setTotal(of);
      else bar.start(of, done);
      bar.update(done);
    },
    end: () => bar.stop(),
  };
}

async function examine(scenario: Scenario, order: Order): Promise<Row> {
  const begun = performance.now();
  const { figure, faults } = await runOnce(scenario, order, null);
  say(`${scenario.name}: ${figure}\n${shown(faults)}`);
  const red: boolean[] = [];
  for (const sabotage of order.withControls ? scenario.controls : []) {
    // Controls need no more than to fail.
    const control = await runOnce(scenario, { ...order, size: 'brief' }, sabotage);
    red.push(control.faults.length > 0 && !control.broke);
    say(`${scenario.name}, with ${sabotage}: ${control.figure}\n${shown(control.faults)}`);
  }
  const [holds, reds] = [faults.length === 0, red.every(Boolean)];
  const { name } = scenario;
  const seconds = Math.round((performance.now() - begun) / 1_000);
  const [verdict, control] = [holds ? 'holds' : 'FAILS', order.withControls ? (reds ? 'yes' : 'NO') : 'not tried'];
  return { name, figure, verdict, control, seconds, good: holds && reds };
}

function shown(faults: readonly string[]): string {
  const more = faults.length > SHOWN ? [`… and ${faults.length - SHOWN} more`] : [];
  return [...faults.slice(0, SHOWN), ...more].map((fault) => `  ${fault.slice(0, 300)}\n`).join('');
}

function table(rows: readonly Row[]): string {
  const lines = [
    ['name', 'figure', 'verdict', 'control red', 'seconds'],
    ['---', '---', '---', '---', '---'],
  ];
  for (const { name, figure, verdict, control, seconds } of rows)
    lines.push([name, figure, verdict, control, String(seconds)]);
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function sizeOf({ long, brief }: { readonly long?: boolean; readonly brief?: boolean }): Size {
  if (long) return 'long';
  return brief ? 'brief' : 'quick';
}

async function main(): Promise<boolean> {
  const [flag, text] = [{ type: 'boolean' }, { type: 'string' }] as const;
  const { values, positionals } = parseArgs({
    options: { all: flag, brief: flag, quick: flag, long: flag, seed: text, previous: text, 'without-controls': flag },
    allowPositionals: true,
  });
  const previous = values.previous === undefined ? null : resolve(values.previous);
  const runnable = SCENARIOS.filter(({ needsPrevious }) => !needsPrevious || previous !== null);
  const chosen = values.all ? runnable : runnable.filter(({ name }) => positionals.includes(name));
  const known = positionals.every((wanted) => runnable.some(({ name }) => name === wanted));
  const seed = Number(values.seed ?? randomInt(1_000_000));
  if (chosen.length === 0 || !known || !Number.isSafeInteger(seed)) throw new Error(USAGE);
  say(`Seed ${seed}.\n`);
  const rows: Row[] = [];
  const size = sizeOf(values);
  const withControls = !values['without-controls'];
  const order = {
    seed,
    size,
    previous,
    withControls,
    ms: size === 'long' ? LONG_MS : values.all ? SHARE_MS : QUICK_MS,
  };
  for (const scenario of chosen) rows.push(await examine(scenario, order));
  say(table(rows));
  return rows.every(({ good }) => good);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void closeAll().finally(() => process.exit(130)));
try {
  process.exit((await main()) ? 0 : 1);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(2);
}
