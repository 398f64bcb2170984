import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { run } from '../cli.js';

export interface Asked {
  /** `POST /api/user/imports` */
  readonly call: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answered {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export type Answers = Record<string, (asked: Asked) => Answered>;

export const TOKEN = 'sgl_canary-token-4f1d';
export const KEY = 'canary-key-9b27';
export const ACCOUNT = '0198c0de-0000-7000-8000-000000000001';
export const NOW = Date.parse('2026-10-28T10:00:00Z');
const FINE = { success: true, errorCode: 0, errorMessage: null };
const EMPTY = { fills: 0, new: 0, duplicates: 0, deletedBefore: 0, voided: 0, held: 0, refused: 0 };

/** A journal and TopstepX at one address of this machine, which answer by a table and remember what they were asked. */
export class StandIns {
  readonly asked: Asked[] = [];
  answers: Answers = {};
  /** The imports that the journal has. */
  readonly imports = new Map<string, Record<string, unknown>>();
  folder = '';
  now = NOW;
  readonly waits: number[] = [];
  private readonly server: Server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const [path = ''] = (request.url ?? '').split('?');
      const asked = { call: `${request.method} ${path}`, headers: request.headers, body };
      this.asked.push(asked);
      const answer = this.answers[asked.call] ?? this.usual(asked.call);
      const { status = 200, headers = {}, body: said = {} } = answer(asked);
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof said === 'string' ? said : JSON.stringify(said));
    });
  });

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async listen(): Promise<void> {
    await new Promise<void>((listening) => this.server.listen(0, '127.0.0.1', listening));
    this.folder = await mkdtemp(join(tmpdir(), 'singularity-push-'));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Calls in the order in which they came. */
  calls(of: string): readonly Asked[] {
    return this.asked.filter(({ call }) => call.includes(of));
  }

  /** Runs a command with lines that the member types. */
  async run(words: readonly string[], typed: readonly string[] = []) {
    const text = { out: '', error: '' };
    const keyboard = new PassThrough();
    keyboard.end(typed.map((line) => `${line}\n`).join(''));
    const code = await run(words, {
      env: { XDG_CONFIG_HOME: this.folder, BROKERS_BASE_URL: this.origin },
      platform: 'linux',
      screen: { out: { write: (said) => (text.out += said) }, error: { write: (said) => (text.error += said) } },
      keyboard,
      now: () => this.now,
      wait: (milliseconds) => {
        this.waits.push(milliseconds);
        return new Promise((goOn) => setImmediate(goOn));
      },
    });
    return { code, ...text };
  }

  private usual(call: string): (asked: Asked) => Answered {
    const [, id = '', confirm] = /^\w+ \/api\/user\/imports\/([^/]+)(\/confirm)?$/.exec(call) ?? [];
    if (id !== '' && this.imports.has(id)) {
      if (call.startsWith('DELETE')) return () => ({ body: this.removed(id) });
      if (confirm) this.imports.set(id, { ...this.imports.get(id), status: 'imported' });
      return () => ({ body: this.imports.get(id) });
    }
    return USUAL[call]?.bind(this) ?? (() => ({ status: 404, body: { detail: 'Not there.' } }));
  }

  private removed(id: string): unknown {
    const before = this.imports.get(id);
    this.imports.delete(id);
    return before;
  }

  /** An import of the journal, with what is said of it. */
  preview(said: Record<string, unknown> = {}, counts: Partial<typeof EMPTY> = { fills: 2, new: 2 }) {
    const id = `import-${this.imports.size + 1}`;
    const made = {
      ...{ id, status: 'previewed', problem: null, files: [{ problem: null }], questions: [] },
      ...{ counts: { ...EMPTY, ...counts }, trades: { added: counts.new ? 1 : 0, changed: 0 }, ...said },
    };
    this.imports.set(id, made);
    return made;
  }
}

const USUAL: Record<string, (this: StandIns, asked: Asked) => Answered> = {
  'GET /api/user/accounts': () => ({
    body: {
      items: [{ id: ACCOUNT, name: 'Combine', platform: 'TopstepX', currency: 'USD', status: 'open' }],
      nextCursor: null,
    },
  }),
  'POST /api/user/imports'() {
    return { status: 201, body: this.preview() };
  },
  'POST /topstepx/api/Auth/loginKey': ({ body }) =>
    (JSON.parse(body) as { apiKey: string }).apiKey === KEY
      ? { body: { token: 'jwt', ...FINE } }
      : { body: { token: null, success: false, errorCode: 3 } },
  'POST /topstepx/api/Account/search': () => ({ body: { accounts: [{ id: 7001, name: '50KTC-7001' }], ...FINE } }),
  'POST /topstepx/api/Trade/search': () => ({
    body: { trades: [{ id: 1, accountId: 7001, contractId: 'C' }], ...FINE },
  }),
  'POST /topstepx/api/Position/searchOpen': () => ({ body: { positions: [], ...FINE } }),
  'POST /topstepx/api/Contract/searchById': () => ({ body: { contract: { id: 'C' }, ...FINE } }),
};

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
