import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Logger } from '@nestjs/common';
import { vi } from 'vitest';
import { startTestApp } from '../../testing/test-app.js';

interface Sent {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[];
  readonly status: { readonly code?: number };
}

interface Batch {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Sent[] }[] }[];
}

/** A collector as OpenTelemetry describes it: OTLP over HTTP, as JSON. */
let collector: Server;
let endpoint: string;
let batches: string[];

beforeAll(async () => {
  collector = createServer((request, response) => {
    void text(request).then((body) => {
      if (request.url === '/v1/traces') batches.push(body);
      response.setHeader('Content-Type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
});
beforeEach(() => (batches = []));
afterEach(() => vi.restoreAllMocks());
afterAll(() => collector.close());

const TRADE = {
  ...{ symbol: 'CANARY', assetType: 'stock', direction: 'LONG', quantity: '1', entryPrice: '1' },
  ...{ entryAt: '2026-01-05T14:30:00Z', notes: 'canary notes', tags: ['canary-tag'] },
};

function spansIn(batch: string): readonly Sent[] {
  const { resourceSpans } = JSON.parse(batch) as Batch;
  return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
}

const fact = ({ attributes }: Sent, key: string) => attributes.find((each) => each.key === key)?.value.stringValue;

/** What happens in an app that is then closed, by which the last spans are sent. */
async function traceOf(env: Record<string, string>) {
  const app = await startTestApp(env);
  try {
    const member = await app.signIn('one');
    const userId = await member.userId();
    const { status } = await member.send('POST', '/api/user/trades', TRADE);
    expect(status).toBe(201);
    await member.send('POST', '/api/user/trades', { ...TRADE, quantity: '-1' });
    return { userId, cookies: [...member.cookies.values()] };
  } finally {
    await app.close();
  }
}

describe('traces', () => {
  it('tell a command as one: the request, its transaction, the command, and the statements', async () => {
    const { userId, cookies } = await traceOf({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
    const spans = batches.flatMap(spansIn);
    const [request, refused] = spans.filter(({ name }) => name === 'POST /api/user/trades');
    const ofTrace = spans.filter(({ traceId }) => traceId === request!.traceId);
    const below = ({ spanId }: Sent) => ofTrace.filter(({ parentSpanId }) => parentSpanId === spanId);

    expect(request!.parentSpanId ?? '').toBe('');
    const transaction = below(request!).find(({ name }) => name === 'write transaction')!;
    const command = below(transaction).find(({ name }) => name === 'AddTrade')!;
    const statements = below(command).map((span) => fact(span, 'db.query.text') ?? '');
    expect(statements[0]).toMatch(/^BEGIN; SET LOCAL app\.user_id = '\?'; SELECT version/);
    expect(statements.some((statement) => statement.includes('INSERT INTO event'))).toBe(true);
    expect(below(transaction).some((span) => fact(span, 'db.query.text')?.endsWith('COMMIT'))).toBe(true);
    // Everything that was sent for it hangs together.
    const ids = new Set(ofTrace.map(({ spanId }) => spanId));
    expect(ofTrace.filter(({ parentSpanId }) => parentSpanId && !ids.has(parentSpanId))).toEqual([]);
    expect(refused!.traceId).not.toBe(request!.traceId);

    // Nothing of whoever asked is in any of them.
    for (const secret of [userId, ...cookies, 'canary', 'CANARY']) expect(batches.join()).not.toContain(secret);
  });

  it('hold nobody up where the collector is away, not even the end of the app', async () => {
    const [warned, failed] = (['warn', 'error'] as const).map((level) => vi.spyOn(Logger.prototype, level));
    await traceOf({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' });
    expect(warned!.mock.calls.filter(([line]) => String(line).startsWith('Traces cannot be sent'))).toHaveLength(1);
    expect(failed).not.toHaveBeenCalled();
  });

  it('are not made without a collector', async () => {
    await traceOf({});
    expect(batches).toEqual([]);
  });

  it('need nothing to be loaded until then: one file knows OpenTelemetry, and is asked for only where it is on', () => {
    const root = join(import.meta.dirname, '..');
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /(?<!spec)\.ts$/.test(file),
    );
    const naming = (wanted: RegExp) => files.filter((file) => wanted.test(readFileSync(join(root, file), 'utf8')));
    expect(naming(/from '@opentelemetry\//)).toEqual(['runtime/otel-spans.ts']);
    expect(naming(/^import (?!type ).*otel-spans/m)).toEqual([]);
    expect(naming(/await import\('\.\/otel-spans\.js'\)/)).toEqual(['runtime/trace-export.ts']);
  });
});
