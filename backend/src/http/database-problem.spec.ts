import { fromDatabase } from './database-problem.js';

describe('a connection that is lost', () => {
  it.each([
    'Connection terminated unexpectedly',
    'Client has encountered a connection error and is not queryable',
    'Client was closed and is not queryable',
    'timeout exceeded when trying to connect',
  ])('passes, and promises nothing about what was under way: %s', (message) => {
    const { problem, more } = fromDatabase(new Error(message)) ?? {};
    expect(problem).toMatchObject({ status: 503, detail: expect.not.stringContaining('nothing was changed') });
    expect(more?.retryAfter).toBeGreaterThan(0);
  });

  it('is told from a fault of ours', () => {
    expect(fromDatabase(new Error('It is not a function.'))).toBeNull();
  });
});
