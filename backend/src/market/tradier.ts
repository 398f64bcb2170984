import { Logger } from '@nestjs/common';
import type { SystemState } from '@singularity/contract';
import type { Config } from '../config.js';
import { fetchText } from '../runtime/fetch-text.js';

const TIMEOUT_MS = 3_000;

/** Says nothing about what was asked for: the source is away or not understood. */
export interface NoAnswer {
  readonly status: 'no-answer';
  readonly why: string;
}

export type Unanswered = NoAnswer | { readonly status: 'not-configured' };

/** The market source, and how it does. */
export class Tradier {
  private readonly logger = new Logger(Tradier.name);
  private lastAnswered = true;

  constructor(private readonly market: Config['market']) {}

  /** Never rejects. `read` makes sense of the body of an answer. */
  async ask<Answer extends { readonly status: string }>(
    path: string,
    query: Readonly<Record<string, string>>,
    read: (body: string) => Answer | NoAnswer,
  ): Promise<Answer | Unanswered> {
    if (!this.market) return { status: 'not-configured' };
    const answer = await fetched(this.market, `${path}?${new URLSearchParams(query)}`, read);
    this.lastAnswered = answer.status !== 'no-answer';
    if ('why' in answer) this.logger.warn(`There is nothing from Tradier's ${path}: ${answer.why}.`);
    return answer;
  }

  /** How the source did when it was last asked. */
  state(): SystemState {
    if (!this.market) return 'not configured';
    return this.lastAnswered ? 'healthy' : 'error';
  }
}

async function fetched<Answer>(
  { baseUrl, token }: NonNullable<Config['market']>,
  address: string,
  read: (body: string) => Answer,
): Promise<Answer | NoAnswer> {
  const headers = { Authorization: `Bearer ${token}`, Accept: 'application/json' };
  try {
    const { status, text } = await fetchText(`${baseUrl}/v1/markets/${address}`, { headers }, TIMEOUT_MS);
    return status === 200 ? read(text) : { status: 'no-answer', why: `status ${status}` };
  } catch {
    return { status: 'no-answer', why: 'no answer in time' };
  }
}
