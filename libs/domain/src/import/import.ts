import { Refusal } from '../decider.js';
import type { Decider } from '../decider.js';
import type { UndoCommand } from '../undo.js';

/** A file of an import, as the ledger names it. The digest is SHA-256 in hexadecimal. */
export interface ImportedFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly platform: string;
  readonly kind: string;
}

/** What a member confirmed. */
export interface ImportDetails {
  readonly accountId: string;
  readonly files: readonly ImportedFile[];
  /** The answers that the files left open. */
  readonly options: { readonly timeZone: string | null; readonly dateOrder: 'mdy' | 'dmy' | null };
  readonly counts: { readonly fills: number; readonly new: number; readonly duplicates: number };
}

export type ImportCommand =
  { readonly type: 'ConfirmImport'; readonly details: ImportDetails } | { readonly type: 'UndoImport' } | UndoCommand;

export type ImportEvent =
  | { readonly type: 'ImportConfirmed'; readonly data: ImportDetails }
  | { readonly type: 'ImportUndone'; readonly data: Record<string, never> };

export type ImportState =
  { readonly status: 'none' } | { readonly status: 'confirmed' | 'undone'; readonly details: ImportDetails };

/** What an import must know from elsewhere. */
export interface ImportFacts {
  readonly account: { readonly open: boolean } | null;
}

/** What trades it made, they say themselves, by events that share its id as their batch. */
export const imports: Decider<ImportState, ImportCommand, ImportEvent, ImportFacts> = {
  initial: { status: 'none' },

  decide(command, state, { account }) {
    switch (command.type) {
      case 'ConfirmImport':
        if (state.status !== 'none') return [];
        return accountRefusal(account) ?? [{ type: 'ImportConfirmed', data: command.details }];
      case 'UndoImport':
        if (state.status === 'none') return new Refusal('not-found', 'Not found. It may have been deleted.');
        return state.status === 'undone' ? [] : [{ type: 'ImportUndone', data: {} }];
      case 'Undo':
        return new Refusal('cannot-undo', 'Take the whole import back on the Import page.');
    }
  },

  evolve(state, event) {
    if (event.type === 'ImportConfirmed') return { status: 'confirmed', details: event.data };
    return state.status === 'none' ? state : { ...state, status: 'undone' };
  },
};

function accountRefusal(account: ImportFacts['account']): Refusal | null {
  if (account?.open) return null;
  const message = account ? 'This account is closed. Reopen it to import.' : 'This account does not exist.';
  return new Refusal(account ? 'account-closed' : 'invalid', message, [{ field: 'accountId', message }]);
}
