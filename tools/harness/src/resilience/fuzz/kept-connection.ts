import { Pool } from 'undici';
import type { Request } from './requests.js';

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly retryAfter: string | undefined;
  readonly text: string;
  readonly tookMs: number;
}

/** Longer than any answer may take. */
const PATIENCE_MS = 30_000;

/** Connections to the app that stay open. */
export class KeptConnection {
  private readonly pool: Pool;

  constructor(appUrl: string, connections: number) {
    this.pool = new Pool(appUrl, { connections, headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS });
  }

  /** Rejects where there is no answer. */
  async send({ operation, path, headers, body }: Request): Promise<Answer> {
    const asked = performance.now();
    const answer = await this.pool.request({ method: operation.method, path, headers, body });
    const type = String(answer.headers['content-type'] ?? '').replace(/;.*/, '');
    const text = type === 'text/event-stream' ? '' : await answer.body.text();
    // It would go on for hours; that it began is the answer.
    if (type === 'text/event-stream') answer.body.on('error', () => undefined).destroy();
    const retryAfter = answer.headers['retry-after'];
    const tookMs = performance.now() - asked;
    return { status: answer.statusCode, type, retryAfter: retryAfter?.toString(), text, tookMs };
  }

  close(): Promise<void> {
    return this.pool.destroy();
  }
}
