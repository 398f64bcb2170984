import { dayBefore, SyncFault } from '@singularity/connectors';
import type { Asking, Connector, Window } from '@singularity/connectors';
import { askingOf, connectorOf, fileOf, nameOf } from './broker.js';
import type { BrokerWorld } from './broker.js';
import { dayOf, windowsToAsk, withDays } from './days.js';
import type { Days } from './days.js';
import type { Journal, PushedFile, PushedImport } from './journal.js';
import { PushFault } from './push-fault.js';
import type { Say } from './say.js';
import { withBroker, writeSettings } from './settings.js';
import type { Route, Settings } from './settings.js';
import { UNTAKEN, writeState } from './state.js';
import type { Progress, State } from './state.js';
import { isConfirmable, isNews, nothingNew, told, toldBeside } from './telling.js';

export interface SyncWorld extends BrokerWorld {
  readonly folder: string;
  readonly say: Say;
  readonly journal: Journal;
}

/** What came of a run. `waits` is for the member to answer something. */
export type Outcome = 'done' | 'waits' | 'failed';

/** Of one import: what the journal takes is 20 files of 50 MB together. */
const MOST_FILES = 20;
const MOST_LETTERS = 12 * 1024 * 1024;
const POLL_MS = 1_000;
const MOST_POLLS = 600;
/** The broker knows nothing of days so long ago. */
const BEYOND = 'beyond';
/** Times without a zone are the market’s. */
const TIME_ZONE = 'America/New_York';

/** Asks each broker about each account, and hands the journal what is new. One that fails does not keep the others. */
export async function syncAll(settings: Settings, state: State, world: SyncWorld): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  let [current, currentState] = [settings, state];
  for (const broker of settings.brokers) {
    const { say, folder } = world;
    try {
      const connector = connectorOf(broker.broker);
      const asking = askingOf(connector, broker.credentials, world, async (credentials) => {
        say.hide(Object.values(credentials));
        current = withBroker(current, { ...broker, credentials });
        await writeSettings(folder, current);
      });
      for (const route of broker.accounts) {
        const key = `${broker.broker}/${route.id}/${route.accountId}`;
        const keep = async (progress: Progress) => {
          currentState = { ...currentState, [key]: progress };
          await writeState(folder, currentState);
        };
        const run = new AccountRun({ connector, asking, route }, currentState[key] ?? UNTAKEN, keep, world);
        outcomes.push(await run.run().catch((error: unknown) => failed(error, labelOf(connector, route), say)));
      }
    } catch (error) {
      outcomes.push(failed(error, broker.broker, say));
    }
  }
  return (['failed', 'waits'] as const).find((each) => outcomes.includes(each)) ?? 'done';
}

function failed(error: unknown, label: string, say: Say): Outcome {
  if (!(error instanceof SyncFault || error instanceof PushFault)) throw error;
  say.fault(`${label}: ${error.message}`);
  return 'failed';
}

function labelOf(connector: Connector, { name }: Route): string {
  return `${nameOf(connector)} ${name}`;
}

/** What is one import. */
interface Batch {
  readonly files: readonly PushedFile[];
  readonly days: Days;
}

interface Asked {
  readonly connector: Connector;
  readonly asking: Asking;
  readonly route: Route;
}

/** One account of one broker. What it has come to is kept after each step, so that a run that breaks off loses nothing. */
class AccountRun {
  private readonly label: string;
  /** What was new, of all imports of this run. */
  private hasNews = false;

  constructor(
    private readonly asked: Asked,
    private progress: Progress,
    private readonly save: (progress: Progress) => Promise<void>,
    private readonly world: SyncWorld,
  ) {
    this.label = labelOf(asked.connector, asked.route);
  }

  async run(): Promise<Outcome> {
    const { connector, route } = this.asked;
    const { pending } = this.progress;
    if (pending) {
      const before = await this.world.journal.import(pending.importId);
      if (!before || before.status === 'failed') await this.keep({ pending: null });
      else if (!(await this.finish(before, pending.days))) return 'waits';
    }
    const today = dayOf(this.world.now());
    const windows = windowsToAsk(connector, route.from, this.progress.taken, today);
    return (await this.walk(windows)) ? 'done' : 'waits';
  }

  private async walk(windows: readonly Window[]): Promise<boolean> {
    let known = 0;
    for await (const { files, days } of this.batches(windows)) {
      const pushed = await this.push(files, days);
      if (pushed === null) return false;
      known += pushed;
    }
    if (!this.hasNews) this.tell(nothingNew(known));
    return true;
  }

  /** Asks about one window after the other, newest first, until the broker knows no more. Days in a row are one batch. */
  private async *batches(windows: readonly Window[]): AsyncIterable<Batch> {
    let [files, to]: [PushedFile[], string | null] = [[], null];
    for (const [index, window] of windows.entries()) {
      const file = await this.ask(window, index === 0);
      to ??= window.to;
      // Days that the broker knows nothing of need not be asked about again.
      if (file === BEYOND) return yield { files, days: { from: this.asked.route.from, to } };
      if (file) files.push(file);
      if (isFollowed(window, windows[index + 1]) && !isFull(files)) continue;
      yield { files, days: { from: window.from, to } };
      [files, to] = [[], null];
    }
  }

  private async ask(window: Window, isFirst: boolean): Promise<PushedFile | typeof BEYOND | null> {
    const { connector, asking, route } = this.asked;
    this.world.say.step(`${this.label}: asking about ${window.from} to ${window.to} …`);
    try {
      return await fileOf(connector, asking, route, window);
    } catch (error) {
      if (error instanceof SyncFault && error.kind === 'beyond' && !isFirst) return BEYOND;
      throw error;
    }
  }

  /** Gives how many fills were known already; null where the journal waits for the member. */
  private async push(files: readonly PushedFile[], days: Days): Promise<number | null> {
    if (files.length === 0) {
      await this.take(days);
      return 0;
    }
    const { accountId } = this.asked.route;
    const preview = await this.world.journal.add(accountId, files, TIME_ZONE);
    const unread = preview.files.find(({ problem }) => problem !== null)?.problem;
    if (unread !== undefined && unread !== null) {
      await this.world.journal.discard(preview.id);
      throw new PushFault(`The journal cannot read what the broker answered: ${unread}`);
    }
    await this.keep({ pending: { importId: preview.id, days } });
    return (await this.finish(preview, days)) ? preview.counts.duplicates : null;
  }

  /** From a preview to trades. Says whether it came to an end. */
  private async finish(preview: PushedImport, days: Days): Promise<boolean> {
    const { journal } = this.world;
    const page = journal.pageOf(preview.id);
    if (preview.status === 'previewed' && preview.questions.length > 0) {
      this.tell(`The journal waits for your answer at ${page}`);
      for (const { message } of preview.questions) this.world.say.line(`  - ${message}`);
      return false;
    }
    const isOpen = preview.status === 'previewed';
    if (preview.status === 'undone') {
      await this.take(days);
      return true;
    }
    if (isOpen && !isNews(preview, this.progress.beside)) {
      await journal.discard(preview.id);
      await this.take(days, { beside: toldBeside(preview.counts) });
      return true;
    }
    const confirmed = isOpen && isConfirmable(preview) ? await journal.confirm(preview.id) : preview;
    const done = await this.ended(confirmed);
    await this.take(days, { beside: toldBeside(done.counts) });
    this.hasNews = true;
    this.tell(`${told(done)} See ${page}`);
    return true;
  }

  /** The import once its trades are made. */
  private async ended(begun: PushedImport): Promise<PushedImport> {
    const { journal, wait } = this.world;
    let current: PushedImport | null = begun;
    for (let polls = 0; current?.status === 'importing' && polls < MOST_POLLS; polls += 1) {
      await wait(POLL_MS);
      current = await journal.import(begun.id);
    }
    const { status = 'imported', problem = null } = current ?? {};
    if (status === 'importing') throw new PushFault(`The journal is still at work. See ${journal.pageOf(begun.id)}`);
    if (status === 'failed') {
      await this.keep({ pending: null });
      throw new PushFault(`The import failed. ${problem ?? ''}`.trim());
    }
    // What it says of itself is what was confirmed.
    return { ...begun, status };
  }

  private take(days: Days, more: Partial<Progress> = {}): Promise<void> {
    return this.keep({ ...more, pending: null, taken: withDays(this.progress.taken, days) });
  }

  private async keep(changed: Partial<Progress>): Promise<void> {
    this.progress = { ...this.progress, ...changed };
    await this.save(this.progress);
  }

  private tell(text: string): void {
    this.world.say.line(`${this.label}: ${text}`);
  }
}

function isFull(files: readonly PushedFile[]): boolean {
  return files.length === MOST_FILES || files.reduce((sum, { text }) => sum + text.length, 0) > MOST_LETTERS;
}

/** Days next to each other are one import. */
function isFollowed({ from }: Window, next: Window | undefined): boolean {
  return next?.to === dayBefore(from, 1);
}
