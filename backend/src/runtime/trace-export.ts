import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { Config } from '../config.js';
import { CONFIG } from '../config.token.js';
import { VERSION } from '../version.js';
import { loggable } from './loggable.js';
import type { SpanSender } from './otel-spans.js';
import { traceWith } from './tracing.js';

/** Has spans sent to a collector where there is one, and loads what that needs only then. */
@Injectable()
export class TraceExport implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('traces');
  private sender: SpanSender | null = null;
  private isFailing = false;

  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'tracesEndpoint'>) {}

  async onModuleInit(): Promise<void> {
    const { tracesEndpoint } = this.config;
    if (tracesEndpoint === null) return;
    const { sendSpans } = await import('./otel-spans.js');
    this.sender = sendSpans(tracesEndpoint, VERSION, (failure) => this.hear(failure));
    traceWith(this.sender.begin);
  }

  /** What comes after this is not traced any more. */
  async onApplicationShutdown(): Promise<void> {
    if (!this.sender) return;
    traceWith(null);
    // Why it failed was told.
    await this.sender.close().catch(() => undefined);
  }

  /** Says once that they cannot be sent, until they can. */
  private hear(failure?: Error): void {
    if (failure && !this.isFailing) this.logger.warn(`Traces cannot be sent: ${loggable(failure)}`);
    this.isFailing = failure !== undefined;
  }
}
