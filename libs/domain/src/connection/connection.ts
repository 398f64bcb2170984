import { changesBetween, hasChanges, withChanges } from '../changes.js';
import type { Changes } from '../changes.js';
import { invalid, Refusal } from '../decider.js';
import type { Decider } from '../decider.js';
import type { UndoCommand } from '../undo.js';

/** Into which account the trades of one at the broker go, and from which day on; null for as far back as it goes. */
export interface ConnectedAccount {
  /** As the broker names it. */
  readonly brokerAccount: string;
  readonly accountId: string;
  readonly from: string | null;
}

/** What the history tells of a connection with a broker. Nothing of it opens anything there. */
export interface ConnectionDetails {
  readonly broker: string;
  readonly label: string;
  readonly paused: boolean;
  readonly accounts: readonly ConnectedAccount[];
  /** How often credentials were given: that they changed is all that is told of them. */
  readonly credentials: number;
}

export interface ConnectionFields extends Partial<Pick<ConnectionDetails, 'label' | 'paused' | 'accounts'>> {
  readonly newCredentials?: boolean;
}

export type ConnectionCommand =
  | { readonly type: 'AddConnection'; readonly broker: string; readonly label: string }
  | { readonly type: 'ChangeConnection'; readonly fields: ConnectionFields }
  | { readonly type: 'RemoveConnection' }
  | UndoCommand;

export type ConnectionEvent =
  | { readonly type: 'ConnectionAdded'; readonly data: ConnectionDetails }
  | { readonly type: 'ConnectionChanged'; readonly data: { readonly changes: Changes<ConnectionDetails> } }
  | { readonly type: 'ConnectionRemoved'; readonly data: Record<string, never> };

export type ConnectionState =
  { readonly status: 'none' } | { readonly status: 'connected' | 'removed'; readonly details: ConnectionDetails };

/** What a connection must know from elsewhere: the member's accounts. */
export interface ConnectionFacts {
  readonly accounts: ReadonlyMap<string, { readonly open: boolean }>;
}

/** That a broker is asked for what happened there. What comes of it, imports and trades tell. */
export const connection: Decider<ConnectionState, ConnectionCommand, ConnectionEvent, ConnectionFacts> = {
  initial: { status: 'none' },

  decide(command, state, facts) {
    if (command.type === 'AddConnection') {
      const { broker, label } = command;
      if (state.status !== 'none') return new Refusal('already-exists', 'A connection with this id already exists.');
      return [{ type: 'ConnectionAdded', data: { broker, label, paused: false, accounts: [], credentials: 1 } }];
    }
    if (state.status !== 'connected') return new Refusal('not-found', 'Not found. It may have been deleted.');
    switch (command.type) {
      case 'ChangeConnection':
        return changed(state.details, command.fields, facts);
      case 'RemoveConnection':
        return [{ type: 'ConnectionRemoved', data: {} }];
      case 'Undo':
        return new Refusal('cannot-undo', 'Change it on the Connections page.');
    }
  },

  evolve(state, event) {
    if (event.type === 'ConnectionAdded') return { status: 'connected', details: event.data };
    if (state.status === 'none') return state;
    if (event.type === 'ConnectionRemoved') return { ...state, status: 'removed' };
    return { ...state, details: withChanges(state.details, event.data.changes) };
  },
};

function changed(
  details: ConnectionDetails,
  { newCredentials = false, ...fields }: ConnectionFields,
  { accounts }: ConnectionFacts,
): readonly ConnectionEvent[] | Refusal {
  const isNew = ({ brokerAccount, accountId }: ConnectedAccount) =>
    !details.accounts.some((old) => old.brokerAccount === brokerAccount && old.accountId === accountId);
  const problems = (fields.accounts ?? []).filter(isNew).flatMap(({ accountId }) => {
    const account = accounts.get(accountId);
    if (account?.open) return [];
    const message = account ? 'This account is closed. Reopen it first.' : 'This account does not exist.';
    return [{ field: 'accounts', message }];
  });
  if (problems.length > 0) return invalid(problems);
  const credentials = details.credentials + (newCredentials ? 1 : 0);
  const changes = changesBetween(details, { ...details, ...fields, credentials });
  return hasChanges(changes) ? [{ type: 'ConnectionChanged', data: { changes } }] : [];
}
