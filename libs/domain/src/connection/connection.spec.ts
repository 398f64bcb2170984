import { given } from '../testing/given.js';
import { connection } from './connection.js';
import type { ConnectionEvent, ConnectionFacts } from './connection.js';

const ADDED: ConnectionEvent = {
  type: 'ConnectionAdded',
  data: { broker: 'tradier', label: 'Main', paused: false, accounts: [], credentials: 1 },
};
const REMOVED: ConnectionEvent = { type: 'ConnectionRemoved', data: {} };
const FACTS: ConnectionFacts = {
  accounts: new Map([
    ['open', { open: true }],
    ['closed', { open: false }],
  ]),
};
const add = { type: 'AddConnection', broker: 'tradier', label: 'Main' } as const;
const into = (accountId: string) => [{ brokerAccount: 'VA1', accountId, from: null }];
const change = (fields: object) => ({ type: 'ChangeConnection', fields }) as const;

describe('a connection', () => {
  it('is added once', () => {
    given(connection, []).when(add, FACTS).then([ADDED]);
    given(connection, [ADDED]).when(add, FACTS).thenRefused('already-exists');
  });

  it('tells what changed, and of credentials only that they did', () => {
    given(connection, [ADDED])
      .when(change({ label: 'Other', newCredentials: true }), FACTS)
      .then([
        {
          type: 'ConnectionChanged',
          data: { changes: { label: { from: 'Main', to: 'Other' }, credentials: { from: 1, to: 2 } } },
        },
      ]);
    given(connection, [ADDED])
      .when(change({ label: 'Main', paused: false }), FACTS)
      .thenNothing();
  });

  it('brings trades into open accounts', () => {
    const accounts = into('open');
    given(connection, [ADDED])
      .when(change({ accounts }), FACTS)
      .thenState({ details: { ...ADDED.data, accounts } as never });
    given(connection, [ADDED])
      .when(change({ accounts: into('closed') }), FACTS)
      .thenRefused('invalid', ['accounts']);
    given(connection, [ADDED])
      .when(change({ accounts: into('nobody’s') }), FACTS)
      .thenRefused('invalid', ['accounts']);
  });

  it('keeps what goes into an account that was closed since', () => {
    const mapped: ConnectionEvent = {
      type: 'ConnectionChanged',
      data: { changes: { accounts: { from: [], to: into('closed') } } },
    };
    given(connection, [ADDED, mapped])
      .when(change({ accounts: into('closed') }), FACTS)
      .thenNothing();
  });

  it('is removed once, and then there is none', () => {
    given(connection, [ADDED]).when({ type: 'RemoveConnection' }, FACTS).then([REMOVED]);
    given(connection, [ADDED, REMOVED]).when({ type: 'RemoveConnection' }, FACTS).thenRefused('not-found');
    given(connection, [ADDED, REMOVED])
      .when(change({ paused: true }), FACTS)
      .thenRefused('not-found');
    given(connection, [])
      .when(change({ paused: true }), FACTS)
      .thenRefused('not-found');
  });

  it('is not undone by its event alone, which could not bring the credentials back', () =>
    given(connection, [ADDED]).when({ type: 'Undo', streamVersion: 1 }, FACTS).thenRefused('cannot-undo'));
});
