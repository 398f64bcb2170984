import { join } from 'node:path';
import type { Credentials } from '@singularity/connectors';
import { readJson, writeJson } from './folder.js';
import { PushFault } from './push-fault.js';

/** An account at the broker, and the one of the journal that its trades go into. */
export interface Route {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  /** Since when it is there, as a day; null where the broker does not say. */
  readonly opened: string | null;
  /** The account of the journal. */
  readonly accountId: string;
  /** The first day that is asked about. */
  readonly from: string;
}

export interface BrokerSettings {
  readonly broker: string;
  readonly credentials: Credentials;
  readonly accounts: readonly Route[];
}

/** What the member has said. */
export interface Settings {
  /** The journal's origin: `https://journal.example`. */
  readonly journal: string;
  readonly token: string;
  readonly brokers: readonly BrokerSettings[];
}

const NAME = 'settings.json';

export const settingsPath = (folder: string): string => join(folder, NAME);

/** Null where nothing was set up. Throws `PushFault` for what `writeSettings` does not write. */
export async function readSettings(folder: string): Promise<Settings | null> {
  const said = await readJson(settingsPath(folder));
  if (said === null || isSettings(said)) return said;
  throw new PushFault(`${settingsPath(folder)} is damaged. Run “singularity-push setup” again.`);
}

export function writeSettings(folder: string, settings: Settings): Promise<void> {
  return writeJson(folder, NAME, settings);
}

/** With one broker as it is said to be; the others stay. */
export function withBroker(settings: Settings, broker: BrokerSettings): Settings {
  const others = settings.brokers.filter((each) => each.broker !== broker.broker);
  return { ...settings, brokers: [...others, broker] };
}

/** All that must not be seen. A short key, such as a user name, is a name and no secret. */
export function secretsOf({ token, brokers }: Settings, isSecret: (broker: string, field: string) => boolean) {
  const pairs = brokers.flatMap(({ broker, credentials }) =>
    Object.entries(credentials).flatMap(([field, value]) => (isSecret(broker, field) ? [value] : [])),
  );
  return [token, ...pairs];
}

function isSettings(said: unknown): said is Settings {
  return (
    areTexts(said, 'journal', 'token') &&
    Array.isArray(said['brokers']) &&
    said['brokers'].every(
      (each) =>
        areTexts(each, 'broker') &&
        isRecord(each['credentials']) &&
        areTexts(each['credentials'], ...Object.keys(each['credentials'])) &&
        Array.isArray(each['accounts']) &&
        each['accounts'].every((account) => areTexts(account, 'id', 'name', 'currency', 'accountId', 'from')),
    )
  );
}

export function areTexts(value: unknown, ...names: readonly string[]): value is Record<string, unknown> {
  return isRecord(value) && names.every((name) => typeof value[name] === 'string');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
