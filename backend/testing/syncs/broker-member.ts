import { Breaker, BrokerClient, SyncFault } from '@singularity/connectors';
import type { BrokerAccount, Connector, Credentials, Window } from '@singularity/connectors';
import { startBrokersStandIn } from '@singularity/local/brokers/brokers-stand-in.js';
import type { BrokersStandIn } from '@singularity/local/brokers/brokers-stand-in.js';
import { DIALECTS } from '@singularity/local/brokers/dialects.js';
import { walk, windowsFor } from '../../src/connections/window-files.js';
import { unpackedAll } from '../../src/imports/imports.table.js';
import { rowOf } from './broker-rows.js';

export interface Run {
  readonly contents: readonly Uint8Array[];
  /** The first day that it is about. */
  readonly from: string;
}

const CALLBACK = 'https://127.0.0.1:8443/back';

/**
 * Somebody with one account at one broker of the stand-in, and what they need to sync it. Nobody waits: the stand-in's clock goes
 * on instead.
 */
export class BrokerMember {
  /** All that no file and no fault may hold. */
  private readonly secrets = new Set<string>();
  private readonly breaker = new Breaker(() => this.now());

  private requests = 0;
  private happens: () => void = () => undefined;

  private constructor(
    readonly connector: Connector,
    readonly standIn: BrokersStandIn,
    private credentials: Credentials,
    private readonly fromDay: string,
  ) {
    this.remember(credentials);
  }

  /** `fromDay` is the first day that syncs ask about. */
  static async join(connector: Connector, now: string, fromDay: string): Promise<BrokerMember> {
    const standIn = await startBrokersStandIn(
      0,
      DIALECTS.filter(({ name }) => name === connector.broker),
    );
    const { book } = standIn;
    const { credentials, account } = rowOf(connector);
    book.clock.set(now);
    book.addMember({ broker: connector.broker as 'tradier', name: 'ada', credentials });
    const opened = { openedAt: '2023-10-02T13:00:00Z', openingBalance: '25000' };
    book.addAccount({ id: account, broker: connector.broker as 'tradier', member: 'ada', name: 'Margin', ...opened });
    const member = new BrokerMember(connector, standIn, credentials, fromDay);
    await member.agree();
    standIn.calls.clear();
    book.postUntilNow();
    return member;
  }

  get book() {
    return this.standIn.book;
  }

  /** The account in the book. */
  get account(): string {
    return rowOf(this.connector).account;
  }

  get today(): string {
    return new Date(this.now()).toISOString().slice(0, 10);
  }

  close(): Promise<void> {
    return this.standIn.close();
  }

  client(credentials = this.credentials): BrokerClient {
    const world = {
      now: () => this.now(),
      wait: (milliseconds: number) => Promise.resolve(this.book.clock.advance(milliseconds)),
      addressOf: (origin: string) => {
        this.requests -= 1;
        if (this.requests === 0) this.happens();
        return `${this.standIn.origin}/${this.prefixOf(origin)}`;
      },
    };
    const keep = (kept: Credentials) => {
      this.remember(kept);
      this.credentials = kept;
      return Promise.resolve();
    };
    return new BrokerClient(this.connector, credentials, world, { breaker: this.breaker, keep });
  }

  /** Makes something happen before the request that is the so many-th from now. */
  beforeRequest(number: number, happens: () => void): void {
    [this.requests, this.happens] = [number, happens];
  }

  /** The broker takes no credentials of the member any more. */
  revoke(): void {
    this.book.access.revoke(this.connector.broker as 'tradier', 'ada');
  }

  /** The broker has given the member other credentials, and they have connected it again with them. */
  async renew(): Promise<void> {
    const { renewed } = rowOf(this.connector);
    this.book.access.rotate(this.connector.broker as 'tradier', 'ada', renewed);
    this.credentials = { ...this.credentials, ...renewed };
    this.remember(this.credentials);
    await this.agree();
  }

  /** A run of a sync: the files of its answers, one for each window, oldest first. */
  async ask(windows: readonly Window[]): Promise<Run> {
    // Later than the run before.
    this.book.clock.advance(this.connector.pace.seconds * 1_000);
    const { connector } = this;
    const asking = this.client();
    const account = await this.ownAccount(asking);
    const { files, floor } = await walk({ connector, asking, account, windows }, () => Promise.resolve());
    const contents = (await unpackedAll(files)).map(({ content }) => content);
    for (const content of contents) this.expectNoSecret(Buffer.from(content).toString());
    return { contents, from: floor ?? windows.at(-1)?.from ?? this.today };
  }

  /** As the host asks: all that there is, or what came since a day. */
  askSince(cursorDay: string | null = null): Promise<Run> {
    return this.ask(windowsFor(this.connector, { fromDay: this.fromDay, cursorDay, opened: null }, this.today));
  }

  /** What asking ends with, where it ends badly. Nothing that opens the account is in it. */
  async faultOf(asking: Promise<unknown>): Promise<SyncFault> {
    const fault = await asking.then(
      () => null,
      (error: unknown) => error,
    );
    if (!(fault instanceof SyncFault)) throw fault ?? new Error('This should have ended with a fault.');
    const { message, stack, cause } = fault;
    this.expectNoSecret(JSON.stringify([fault, message, stack, String(cause)]));
    return fault;
  }

  /** The broker was asked for nothing but what it has and what the connector may ask, and no faster than agreed. */
  expectLawful(): void {
    const { routes, pace } = this.connector;
    const calls = this.standIn.calls.all();
    expect(this.standIn.calls.unknown().map(({ method, path }) => `${method} ${path}`)).toEqual([]);
    const allowed = Object.values(routes).map((route) => ({ ...route, form: formOf(route.path) }));
    const outside = calls.filter(
      ({ method, path }) => !allowed.some((route) => route.method === method && route.form.test(path)),
    );
    expect(outside.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
    calls.slice(pace.requests).forEach(({ at }, index) => {
      expect(at - calls[index]!.at).toBeGreaterThanOrEqual(pace.seconds * 1_000 - 1);
    });
  }

  private now(): number {
    return this.book.clock.millis();
  }

  private remember(credentials: Credentials): void {
    // Of a key of several lines each, however their ends are written; times are none.
    for (const line of Object.values(credentials).flatMap((value) => value.split('\n')))
      if (line.length >= 12 && !/^(?:-----|\d{4}-\d\d-\d\dT|\d{13}$)/.test(line)) this.secrets.add(line);
  }

  private expectNoSecret(text: string): void {
    for (const secret of this.secrets) expect(text.includes(secret)).toBe(false);
  }

  /** At the stand-in a broker is below its name; another of its origins below that and the origin's name. */
  private prefixOf(origin: string): string {
    const { broker, origins } = this.connector;
    const [first, ...others] = Object.entries(origins);
    const other = others.find(([, address]) => address === origin);
    return first?.[1] === origin || !other ? broker : `${broker}-${other[0]}`;
  }

  /** Agrees at the broker that the account is read, where pasted credentials are not enough. */
  async agree(): Promise<void> {
    const { consent } = this.connector;
    if (!consent) return;
    this.expectLawful();
    const page = new URL(consent.url(this.credentials, CALLBACK, 'state'));
    const form = new URLSearchParams(page.search);
    form.set('choice', 'allow');
    const answer = await fetch(`${this.standIn.origin}/${this.prefixOf(page.origin)}${page.pathname}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form,
    });
    const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
    // What the browser asks is none of the connector's.
    this.standIn.calls.clear();
    await consent.exchange(this.client(), code, CALLBACK);
  }

  private async ownAccount(asking: BrokerClient): Promise<BrokerAccount> {
    const [own, ...others] = await this.connector.accounts(asking);
    if (!own || others.length > 0) throw new Error('There is one account.');
    return own;
  }
}

function formOf(path: string): RegExp {
  const escaped = path.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replace(/:\w+/g, '[^/]+')}$`);
}
