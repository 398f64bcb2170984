import type { NextFunction, Request, Response } from 'express';

/** How the stand-in's API may be told to fail; the authorize page goes on working. */
export const FAIL_MODES = [
  'none',
  'server-error',
  'unavailable',
  'rate-limited',
  'busy-for-minutes',
  'cloudflare',
  'hang',
  'not-json',
  'unknown-guild',
] as const;
export type FailMode = (typeof FAIL_MODES)[number];

/** Which of Discord's endpoints a failure is for. */
export const FAIL_TARGETS = ['all', 'token', 'member'] as const;
export type FailTarget = (typeof FAIL_TARGETS)[number];

export const UNKNOWN_GUILD = { message: 'Unknown Guild', code: 10004 } as const;

const answers: Record<FailMode, (response: Response, next: NextFunction) => void> = {
  none: (_response, next) => next(),
  'server-error': (response) => response.status(500).json({ message: '500: Internal Server Error', code: 0 }),
  unavailable: (response) => response.status(503).type('text').send('upstream connect error'),
  'rate-limited': (response) =>
    response
      .status(429)
      .set({ 'Retry-After': '2', 'X-RateLimit-Scope': 'user', 'X-RateLimit-Reset-After': '1.5' })
      .json({ message: 'You are being rate limited.', retry_after: 1.5, global: false }),
  'busy-for-minutes': (response) =>
    response
      .status(429)
      .set({ 'Retry-After': '300', 'X-RateLimit-Scope': 'global', 'X-RateLimit-Global': 'true' })
      .json({ message: 'You are being rate limited.', retry_after: 300, global: true }),
  cloudflare: (response) => response.status(429).type('text').send('error code: 1015'),
  hang: () => undefined,
  'not-json': (response) => response.type('html').send('<!doctype html><title>Just a moment</title>'),
  'unknown-guild': (response) => response.status(404).json(UNKNOWN_GUILD),
};

export class Faults {
  private mode: FailMode = 'none';
  private target: FailTarget = 'all';

  fail(mode: FailMode, target: FailTarget = 'all'): void {
    this.mode = mode;
    this.target = target;
  }

  /** Stands before an endpoint of the given kind and answers in its place while a failure is on. */
  before(endpoint: Exclude<FailTarget, 'all'>) {
    return (_request: Request, response: Response, next: NextFunction): void => {
      const failing = this.target === 'all' || this.target === endpoint;
      answers[failing ? this.mode : 'none'](response, next);
    };
  }
}
