import { vi } from 'vitest';
import { RequestLogger } from './request-logger.js';

let written: string[];
beforeEach(() => {
  written = [];
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((line) => written.push(String(line)) > 0);
});
afterEach(() => vi.restoreAllMocks());

/** A request, what it means for security, a warning, a failure and a start: the contexts of what is told of them. */
function contextsToldBy(logger: RequestLogger): unknown[] {
  logger.log('GET /api/user/trades 200', { status: 200 }, 'access');
  logger.log('A member signed in.', 'security');
  logger.warn('Discord does not answer.', 'discord');
  logger.error(new Error('broken'), 'access');
  logger.log('It serves.', 'singularity');
  return written.map((line) => /\[(\w+)\]|"context":"(\w+)"/.exec(line)?.slice(1).find(Boolean));
}

it('tells people of no request unless asked, and of what fails in any case', () => {
  expect(contextsToldBy(new RequestLogger(false))).toEqual(['discord', 'access', 'singularity']);
});

it.each([
  ['people who ask for it', new RequestLogger(false, true)],
  ['programs', new RequestLogger(true)],
])('tells of each request: %s', (_case, logger) => {
  expect(contextsToldBy(logger)).toEqual(['access', 'security', 'discord', 'access', 'singularity']);
});
