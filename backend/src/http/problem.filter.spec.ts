import { vi } from 'vitest';
import { Logger } from '@nestjs/common';
import type { ArgumentsHost } from '@nestjs/common';
import { ProblemFilter } from './problem.filter.js';

/** As much of a response as the filter writes. */
class Written {
  readonly headersSent = false;
  code = 0;
  contentType = '';
  body = '';

  status(code: number): this {
    this.code = code;
    return this;
  }

  type(contentType: string): this {
    this.contentType = contentType;
    return this;
  }

  send(body: string): void {
    this.body = body;
  }
}

function answerTo(error: unknown): Written {
  const written = new Written();
  const host = { switchToHttp: () => ({ getResponse: () => written }) };
  new ProblemFilter().catch(error, host as unknown as ArgumentsHost);
  return written;
}

describe('a fault of ours', () => {
  afterEach(() => vi.restoreAllMocks());

  it.each([
    ['an error', new TypeError('SELECT token FROM access_grant at /app/backend')],
    ['an error of the database', Object.assign(new Error('relation "event" is secret'), { code: '42501' })],
    ['an error with a status that is none of a client', Object.assign(new Error('the key is k'), { status: 502 })],
    ['something that is no error', 'the key is k'],
  ])('is told without a word of what it was, and logged: %s', (_what, error) => {
    const logged = vi.spyOn(Logger.prototype, 'error').mockReturnValue();
    const { code, contentType, body } = answerTo(error);
    expect([code, contentType]).toEqual([500, 'application/problem+json']);
    expect(JSON.parse(body)).toEqual({
      type: 'about:blank',
      title: 'Internal error',
      status: 500,
      detail: 'Something went wrong on our side. Check whether your change was saved before you try again.',
    });
    expect(logged).toHaveBeenCalledTimes(1);
  });
});
