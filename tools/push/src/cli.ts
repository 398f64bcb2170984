import { SyncFault } from '@singularity/connectors';
import { isSecret } from './broker.js';
import type { BrokerWorld } from './broker.js';
import { codeOf, folderOf } from './folder.js';
import { Journal } from './journal.js';
import { lock } from './lock.js';
import { PushFault } from './push-fault.js';
import { Say } from './say.js';
import type { Screen } from './say.js';
import { readSettings, secretsOf } from './settings.js';
import { setUp } from './setup.js';
import { readState } from './state.js';
import { syncAll } from './sync.js';
import type { Outcome } from './sync.js';
import { Terminal } from './terminal.js';
import type { Keyboard } from './terminal.js';

export interface Machine extends BrokerWorld {
  readonly platform: NodeJS.Platform;
  readonly screen: Screen;
  readonly keyboard: Keyboard;
}

const HELP = `Asks your brokers on this machine what you traded, and hands it to your journal.
Your brokers’ keys stay here.

  singularity-push setup    asks for your journal, a broker and its accounts
  singularity-push          syncs now

It ends with 0 when all is well, with 2 when the journal waits for an answer of yours, and else with 1.`;

const CODES: Readonly<Record<Outcome, number>> = { done: 0, waits: 2, failed: 1 };

/** Runs a command, and gives the code that the process ends with. */
export async function run(words: readonly string[], machine: Machine): Promise<number> {
  const say = new Say(machine.screen);
  const [command = 'sync', ...more] = words;
  if (['help', '--help', '-h'].includes(command)) {
    say.line(HELP);
    return 0;
  }
  // What was typed is not repeated: it may be a key.
  if (!['sync', 'setup'].includes(command) || more.length > 0) {
    say.fault(`This is no command, and nothing secret belongs into one.\n\n${HELP}`);
    return 1;
  }
  try {
    return await alone(command, machine, say);
  } catch (error) {
    // Errors that nobody has foreseen may hold anything.
    const sentence = `Something unexpected happened (${codeOf(error)}). The next run tries again.`;
    say.fault(error instanceof PushFault || error instanceof SyncFault ? error.message : sentence);
    return 1;
  }
}

async function alone(command: string, machine: Machine, say: Say): Promise<number> {
  const folder = folderOf(machine.env, machine.platform);
  const free = await lock(folder);
  if (!free) {
    say.line('Another run is under way.');
    // A sync that comes while one is at work has nothing to add.
    return command === 'sync' ? 0 : 1;
  }
  try {
    if (command === 'sync') return CODES[await sync(folder, machine, say)];
    const terminal = new Terminal(machine.keyboard, machine.screen, say);
    await setUp({ ...machine, folder, say, terminal }).finally(() => terminal.close());
    return 0;
  } finally {
    await free();
  }
}

async function sync(folder: string, machine: Machine, say: Say): Promise<Outcome> {
  const settings = await readSettings(folder);
  if (!settings) throw new PushFault('Nothing is set up yet. Run “singularity-push setup”.');
  say.hide(secretsOf(settings, isSecret));
  const journal = new Journal(settings.journal, settings.token, machine.wait);
  return syncAll(settings, await readState(folder), { ...machine, folder, say, journal });
}
