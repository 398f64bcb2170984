import { answerLine, answersHead, PLATFORMS } from '@singularity/brokers';
import { Breaker, BrokerClient, CONNECTORS } from '@singularity/connectors';
import type { Asking, BrokerAccount, Connector, Credentials, Window } from '@singularity/connectors';
import type { Environment } from './folder.js';
import type { PushedFile } from './journal.js';
import { PushFault } from './push-fault.js';

/** Time, and where brokers are. */
export interface BrokerWorld {
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly env: Environment;
}

/** Brokers that pasted credentials are enough for: a consent needs an address that the browser comes back to. */
export const BROKERS: readonly Connector[] = CONNECTORS.filter(({ consent }) => !consent);

/** Throws `PushFault` for a broker that this version does not know. */
export function connectorOf(broker: string): Connector {
  const found = BROKERS.find((each) => each.broker === broker);
  if (!found) throw new PushFault('A broker of your settings is not known. Run “singularity-push setup” again.');
  return found;
}

export function nameOf({ broker }: Pick<Connector, 'broker'>): string {
  return PLATFORMS[broker];
}

/** Whether a credential is hidden. What a connector keeps beside those that were typed is. */
export function isSecret(broker: string, field: string): boolean {
  const connector = BROKERS.find((each) => each.broker === broker);
  return connector?.fields.find(({ name }) => name === field)?.secret ?? true;
}

export function askingOf(
  connector: Connector,
  credentials: Credentials,
  { now, wait, env }: BrokerWorld,
  keep: (credentials: Credentials) => Promise<void>,
): Asking {
  const standIn = standInOf(env);
  const addressOf = (origin: string) => (standIn === null ? origin : standIn + prefixOf(connector, origin));
  return new BrokerClient(connector, credentials, { now, wait, addressOf }, { breaker: new Breaker(now), keep });
}

/** What a broker answers about some days, as a file; null where it says nothing. Rejects with `SyncFault`. */
export async function fileOf(
  connector: Connector,
  asking: Asking,
  account: BrokerAccount,
  window: Window,
): Promise<PushedFile | null> {
  const [{ broker }, { from, to }] = [connector, window];
  const lines: string[] = [];
  for await (const answer of connector.answers(asking, account, window)) lines.push(answerLine(answer));
  if (lines.length === 0) return null;
  const head = answersHead({ broker, account: account.id, from, to, at: new Date(asking.now()).toISOString() });
  return { name: `${broker} ${from} to ${to}.jsonl`, text: [head, ...lines].join('') };
}

/** For tests and demos, on this machine alone: the keys of brokers go nowhere else. */
function standInOf(env: Environment): string | null {
  const address = env['BROKERS_BASE_URL'];
  if (!address) return null;
  const url = URL.parse(address);
  if (url?.protocol === 'http:' && url.hostname === '127.0.0.1') return url.origin;
  throw new PushFault('BROKERS_BASE_URL is for a stand-in at http://127.0.0.1. Take it away.');
}

/** There each broker is below its name; another of its origins below that and the origin’s name. */
function prefixOf({ broker, origins }: Connector, origin: string): string {
  const [first, ...others] = Object.entries(origins);
  const other = others.find(([, address]) => address === origin);
  return first?.[1] === origin || !other ? `/${broker}` : `/${broker}-${other[0]}`;
}
