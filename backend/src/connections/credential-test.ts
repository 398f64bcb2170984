import { Inject, Injectable } from '@nestjs/common';
import { dayBefore, SyncFault, windowsOf } from '@singularity/connectors';
import type { Asking, BrokerAccount, Connector, Credentials } from '@singularity/connectors';
import { packed } from '../imports/imports.table.js';
import { ImportThread } from '../imports/import-thread.js';
import type { FillSpan } from '../imports/import-work.js';
import { invalidFields, ProblemException, unavailable } from '../http/problem.js';
import { BrokerWorld } from './broker-world.js';
import { answersFile } from './window-files.js';

/** So long somebody waits for the broker, in milliseconds. */
const PATIENCE_MS = 8_000;
const AWAY = 'The broker does not answer at the moment. Nothing was kept: try again later.';

/** An account, and what its newest days hold: null where the broker did not say in time. */
export interface FoundAccount extends BrokerAccount {
  readonly seen?: (FillSpan & { readonly from: string }) | null;
}

/** What was opened, and the credentials as the broker has changed them. */
export interface Opened {
  readonly credentials: Credentials;
  readonly accounts: readonly FoundAccount[];
}

/** Asks the broker what credentials open, before anything is kept of them. */
@Injectable()
export class CredentialTest {
  constructor(
    @Inject(BrokerWorld) private readonly world: BrokerWorld,
    @Inject(ImportThread) private readonly thread: ImportThread,
  ) {}

  /** Throws a problem at the field at fault, or one that says that the broker is away or busy. */
  async test(connector: Connector, given: Credentials): Promise<Opened> {
    const stop = AbortSignal.timeout(PATIENCE_MS);
    try {
      const opened = await this.open(connector, given, { stop });
      if (opened.accounts.length > 0) return opened;
    } catch (error) {
      throw problemOf(error, connector, stop);
    }
    throw atFields(connector, undefined, 'These credentials open no account.');
  }

  /** What credentials open, after what is done `first` with them. Rejects with `SyncFault`, or with why it was stopped. */
  async open(
    connector: Connector,
    given: Credentials,
    { stop, first }: { readonly stop: AbortSignal; readonly first?: (asking: Asking) => Promise<void> },
  ): Promise<Opened> {
    let credentials = given;
    const keep = (changed: Credentials) => {
      credentials = changed;
      return Promise.resolve();
    };
    const client = this.world.client(connector, given, { keep, stop, attempts: 1 });
    await first?.(client);
    const accounts: FoundAccount[] = [];
    for (const account of await connector.accounts(client))
      accounts.push({ ...account, seen: await this.look(connector, client, account).catch(() => null) });
    return { credentials, accounts };
  }

  /** The first and the last fill of the days that are asked about at once: whether it is the account that is meant. */
  private async look(connector: Connector, asking: Asking, account: BrokerAccount): Promise<FoundAccount['seen']> {
    const today = new Date(asking.now()).toISOString().slice(0, 10);
    const [newest] = windowsOf(connector, dayBefore(today, connector.windowDays - 1), today);
    if (!newest) return null;
    const file = await answersFile({ connector, asking, account }, newest);
    return { from: newest.from, ...(await this.thread.spanOf(await packed([file]))) };
  }
}

function problemOf(error: unknown, connector: Connector, { aborted }: AbortSignal): unknown {
  if (!(error instanceof SyncFault)) return aborted ? unavailable(AWAY, 30) : error;
  const { kind, field, message, retryAfterSeconds = 30 } = error;
  if (kind === 'refused' || kind === 'member') return atFields(connector, field, message);
  if (kind === 'busy')
    return new ProblemException(429, 'about:blank', `${message} Nothing was kept.`, {
      retryAfter: retryAfterSeconds,
    });
  return unavailable(kind === 'away' ? AWAY : `${message} Nothing was kept.`, retryAfterSeconds);
}

function atFields({ fields }: Connector, field: string | undefined, message: string): ProblemException {
  return invalidFields([{ field: `credentials.${field ?? fields[0]?.name ?? ''}`, message }]);
}
