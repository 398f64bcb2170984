import { fromDatabase } from './database-problem.js';

function failure(code: string): Error {
  return Object.assign(new Error('Something of the database.'), { code });
}

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
    expect(fromDatabase(failure('42P01'))).toBeNull();
  });
});

it.each([
  ['a transaction that takes too long', '25P04'],
  ['a password that is being changed', '28P01'],
  ['a login that is not let in yet', '28000'],
  ['a disk that fails', '58030'],
  ['a name server that is away', 'EAI_AGAIN'],
  ['a host that is away', 'EHOSTUNREACH'],
  ['a network that is away', 'ENETUNREACH'],
])('%s passes, and the client may come again (%s)', (_what, code) => {
  const { problem, more } = fromDatabase(failure(code)) ?? {};
  expect(problem).toMatchObject({ status: 503 });
  expect(more?.retryAfter).toBeGreaterThan(0);
});

it('is said of a database that takes no changes', () => {
  const { problem, more } = fromDatabase(failure('25006')) ?? {};
  expect(problem).toMatchObject({ status: 503, detail: expect.stringContaining('cannot be saved') });
  expect(more?.retryAfter).toBeGreaterThan(0);
});
