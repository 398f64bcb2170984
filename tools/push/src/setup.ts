import { dayBefore, SyncFault } from '@singularity/connectors';
import type { BrokerAccount, Connector, Credentials } from '@singularity/connectors';
import { askingOf, BROKERS, nameOf } from './broker.js';
import type { BrokerWorld } from './broker.js';
import { dayOf, isDay } from './days.js';
import { Journal, journalOrigin } from './journal.js';
import type { JournalAccount } from './journal.js';
import { Left, PushFault } from './push-fault.js';
import type { Say } from './say.js';
import { readSettings, settingsPath, withBroker, writeSettings } from './settings.js';
import type { Route, Settings } from './settings.js';
import type { Terminal } from './terminal.js';

export interface SetupWorld extends BrokerWorld {
  readonly folder: string;
  readonly say: Say;
  readonly terminal: Terminal;
}

/** How often something may be typed wrong. */
const TRIES = 3;
const FIRST_DAYS = 3 * 366;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const NO_SERVER =
  'Run this on a computer of your own, not on a server that you rent and not through a VPN: the rules of this broker speak against that.';

/** Asks for all that a sync needs, tries it out, and keeps it in a file of the member’s own. */
export async function setUp(world: SetupWorld): Promise<void> {
  const { say, folder } = world;
  const before = await readSettings(folder).catch((error: unknown) => {
    if (!(error instanceof PushFault)) throw error;
    return null;
  });
  const { settings, accounts } = await askJournal(world, before);
  const connector = await askBroker(world);
  about(world, connector);
  const { credentials, found } = await askCredentials(world, connector);
  const routes = await askRoutes(world, connector, { found, accounts });
  const broker = { broker: connector.broker, credentials, accounts: routes };
  await writeSettings(folder, withBroker(settings, broker));
  say.line(`\nSet up. Your keys stay on this machine, in ${settingsPath(folder)}, which only you may read.`);
  say.line('Sync now with “singularity-push”. Run setup again for another broker, or to change something.');
}

async function askJournal({ terminal, say, wait }: SetupWorld, before: Settings | null) {
  const journal = await untilRight(say, async () =>
    journalOrigin(await terminal.ask('Address of your journal', before?.journal)),
  );
  const isKnown = before?.journal === journal;
  return untilRight(say, async () => {
    const hint = isKnown ? '; empty to keep the one you have' : ', from Settings → Security';
    const typed = await terminal.askSecret(`Access token with the scope “import”${hint}`);
    const token = typed === '' && isKnown ? before.token : typed;
    say.hide([token]);
    const accounts = await new Journal(journal, token, wait).accounts();
    return { settings: { journal, token, brokers: before?.brokers ?? [] }, accounts };
  });
}

function askBroker({ terminal, say }: SetupWorld): Promise<Connector> {
  say.line();
  BROKERS.forEach((each, index) => say.line(`${index + 1}  ${nameOf(each)}`));
  return untilRight(say, async () => {
    const typed = (await terminal.ask('Which broker? Its number')).toLowerCase();
    const found =
      BROKERS[Number(typed) - 1] ?? BROKERS.find((each) => [each.broker, nameOf(each).toLowerCase()].includes(typed));
    if (!found) throw new PushFault(`Type a number from 1 to ${BROKERS.length}.`);
    return found;
  });
}

function about(
  { say }: SetupWorld,
  { about: { steps, power, gives, warning, page }, prefersOwnMachine }: Connector,
): void {
  say.line();
  steps.forEach((step, index) => say.line(`${index + 1}. ${step}`));
  say.line(`\n${power}\n${gives}\nMore: ${page}`);
  const caution = prefersOwnMachine ? NO_SERVER : warning;
  if (caution !== null) say.line(`\n! ${caution}`);
  say.line();
}

async function askCredentials(world: SetupWorld, connector: Connector) {
  const { terminal, say } = world;
  return untilRight(say, async () => {
    let credentials: Credentials = {};
    for (const { name, label, hint, secret, optional } of connector.fields) {
      const question = `${label}. ${hint}`;
      const typed = secret ? await terminal.askSecret(question) : await terminal.ask(question);
      if (typed === '' && !optional) throw new PushFault(`${label} is missing.`);
      if (secret) say.hide([typed]);
      if (typed !== '') credentials = { ...credentials, [name]: typed };
    }
    say.step('Asking for your accounts …');
    const asking = askingOf(connector, credentials, world, (changed) => {
      say.hide(Object.values(changed).filter((value) => !Object.values(credentials).includes(value)));
      credentials = changed;
      return Promise.resolve();
    });
    const found = await connector.accounts(asking);
    if (found.length === 0) throw new PushFault('These credentials open no account.');
    return { credentials, found };
  });
}

interface Choice {
  readonly found: readonly BrokerAccount[];
  /** Of the journal; null where they cannot be listed. */
  readonly accounts: readonly JournalAccount[] | null;
}

async function askRoutes({ terminal, say, now }: SetupWorld, connector: Connector, { found, accounts }: Choice) {
  const today = dayOf(now());
  const routes: Route[] = [];
  if (accounts?.length === 0) throw new PushFault('Your journal has no account yet. Add one there first.');
  say.line();
  accounts?.forEach(({ name, platform, currency }, index) =>
    say.line(`${index + 1}  ${name} · ${platform} · ${currency}`),
  );
  const how = accounts ? 'Its number' : 'Its id';
  for (const account of found) {
    const accountId = await untilRight(say, async () => {
      const typed = await terminal.ask(
        `Which account of the journal is ${nameOf(connector)} ${account.name}? ${how}; empty to leave it out`,
      );
      return typed === '' ? null : chosen(typed, accounts, routes);
    });
    if (accountId === null) continue;
    const first = dayBefore(today, Math.min(connector.reachDays ?? FIRST_DAYS, FIRST_DAYS));
    const from = await untilRight(say, async () => {
      const typed = await terminal.ask('From which day on?', account.opened ?? first);
      if (!isDay(typed) || typed > today) throw new PushFault(`Type a day that has begun, such as ${today}.`);
      return typed;
    });
    routes.push({ ...account, accountId, from });
  }
  if (routes.length === 0) throw new PushFault('You have left out all accounts. Nothing was changed.');
  return routes;
}

function chosen(typed: string, accounts: readonly JournalAccount[] | null, routes: readonly Route[]): string {
  const id = accounts ? accounts[Number(typed) - 1]?.id : ID.exec(typed)?.[0];
  if (id === undefined)
    throw new PushFault(
      accounts ? `Type a number from 1 to ${accounts.length}.` : 'Type its id, as its address has it.',
    );
  if (routes.some(({ accountId }) => accountId === id))
    throw new PushFault('This account has another one already. Each needs its own.');
  return id;
}

/** Asks again where something is wrong, a few times. */
async function untilRight<Answer>(say: Say, ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      const isTheirs = error instanceof PushFault || error instanceof SyncFault;
      if (!isTheirs || tries === TRIES || error instanceof Left) throw error;
      say.fault(error.message);
    }
  }
}
