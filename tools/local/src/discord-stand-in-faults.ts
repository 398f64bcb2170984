import type { NextFunction, Request, Response } from 'express';

/** How the stand-in's API may be told to fail; the authorize page goes on working. */
export const FAIL_MODES = [
  'none',
  'server-error',
  'unavailable',
  'rate-limited',
  'member-busy-for-minutes',
  'busy-for-minutes',
  'cloudflare',
  'hang',
  'not-json',
  'unknown-guild',
  'unauthorized',
] as const;
export type FailMode = (typeof FAIL_MODES)[number];

/** Which of Discord's endpoints a failure is for. */
export const FAIL_TARGETS = ['all', 'token', 'member'] as const;
export type FailTarget = (typeof FAIL_TARGETS)[number];

export const UNKNOWN_GUILD = { message: 'Unknown Guild', code: 10004 } as const;

const QUIET_SECONDS = 'quiet seconds';
const EVERYBODY = 'everybody';

const answers: Record<FailMode, (response: Response, next: NextFunction) => void> = {
  none: (_response, next) => next(),
  'server-error': (response) => response.status(500).json({ message: '500: Internal Server Error', code: 0 }),
  unavailable: (response) => response.status(503).type('text').send('upstream connect error'),
  'rate-limited': tooMany('user', 1.5),
  'member-busy-for-minutes': tooMany('user', 240),
  'busy-for-minutes': tooMany('global', 300),
  cloudflare: (response) => response.status(429).type('text').send('error code: 1015'),
  hang: () => undefined,
  'not-json': (response) => response.type('html').send('<!doctype html><title>Just a moment</title>'),
  'unknown-guild': (response) => response.status(404).json(UNKNOWN_GUILD),
  unauthorized: (response) => response.status(401).json({ message: '401: Unauthorized', code: 0 }),
};

function tooMany(scope: 'user' | 'global', seconds: number) {
  return (response: Response): void => {
    response.locals[QUIET_SECONDS] = seconds;
    response
      .status(429)
      .set({ 'Retry-After': String(Math.ceil(seconds)), 'X-RateLimit-Scope': scope })
      .set(scope === 'global' ? { 'X-RateLimit-Global': 'true' } : { 'X-RateLimit-Reset-After': String(seconds) })
      .json({ message: 'You are being rate limited.', retry_after: seconds, global: scope === 'global' });
  };
}

export class Faults {
  private mode: FailMode = 'none';
  private target: FailTarget = 'all';
  private readonly quietUntil = new Map<string, number>();

  /** Requests of whom a 429 had told to wait, and who did not. */
  tooEarly = 0;

  /** `now` in milliseconds. */
  constructor(private readonly now: () => number) {}

  fail(mode: FailMode, target: FailTarget = 'all'): void {
    this.mode = mode;
    this.target = target;
  }

  /** Stands before an endpoint of the given kind and answers in its place while a failure is on. */
  before(endpoint: Exclude<FailTarget, 'all'>) {
    return (request: Request, response: Response, next: NextFunction): void => {
      // Without a token it is the application itself that asks.
      const asker = request.headers.authorization ?? '';
      if ([EVERYBODY, asker].some((who) => this.now() < (this.quietUntil.get(who) ?? 0))) this.tooEarly++;
      const failing = this.target === 'all' || this.target === endpoint;
      answers[failing ? this.mode : 'none'](response, next);
      const seconds = response.locals[QUIET_SECONDS] as number | undefined;
      if (seconds === undefined) return;
      const who = response.get('X-RateLimit-Scope') === 'global' ? EVERYBODY : asker;
      this.quietUntil.set(who, this.now() + seconds * 1_000);
    };
  }
}
