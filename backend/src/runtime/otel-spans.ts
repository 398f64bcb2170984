import { AsyncLocalStorage } from 'node:async_hooks';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Context, Span as OtelSpan } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { BeginSpan, Span } from './tracing.js';

/** A collector that does not answer holds nobody up for longer, not even the end of the process; in milliseconds. */
const PATIENCE_MS = 3_000;
const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL } as const;

export interface SpanSender {
  readonly begin: BeginSpan;
  /** Sends what is left. */
  close(): Promise<void>;
}

/**
 * Sends spans to a collector, by OTLP over HTTP. To be loaded only where there is one: nothing else knows OpenTelemetry.
 * Which span work belongs to goes along with it here, so that no package has to find it out. `hear` is told of each time
 * that spans were sent, or why they could not be.
 */
export function sendSpans(endpoint: string, version: string, hear: (failure?: Error) => void): SpanSender {
  const exporter = heard(new OTLPTraceExporter({ url: `${endpoint}/v1/traces`, timeoutMillis: PATIENCE_MS }), hear);
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'singularity', 'service.version': version }),
    spanProcessors: [new BatchSpanProcessor({ exporter, exportTimeoutMillis: PATIENCE_MS })],
  });
  const tracer = provider.getTracer('singularity');
  const contexts = new AsyncLocalStorage<Context>();
  return {
    begin: (kind, name, attributes) => {
      const above = contexts.getStore() ?? ROOT_CONTEXT;
      const span = tracer.startSpan(name, { kind: KINDS[kind], attributes }, above);
      return { run: (work) => contexts.run(trace.setSpan(above, span), work), end: (how) => end(span, how) };
    },
    close: () => provider.shutdown(),
  };
}

function heard(exporter: SpanExporter, hear: (failure?: Error) => void): SpanExporter {
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        hear(result.error);
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
  };
}

function end(span: OtelSpan, { name, facts, failure }: Parameters<Span['end']>[0] = {}): void {
  if (name !== undefined) span.updateName(name);
  if (facts) span.setAttributes(facts);
  if (failure !== undefined) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    span.setAttribute('error.type', kindOf(failure));
  }
  span.end();
}

/** What kind of failure it was. Its message may quote what somebody has sent. */
function kindOf(failure: unknown): string {
  if (typeof failure === 'number') return String(failure);
  if (!(failure instanceof Error)) return 'unknown';
  return 'code' in failure && typeof failure.code === 'string' ? failure.code : failure.constructor.name;
}
