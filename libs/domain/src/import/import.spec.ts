import { given } from '../testing/given.js';
import { imports } from './import.js';
import type { ImportDetails, ImportEvent } from './import.js';

const DETAILS: ImportDetails = {
  accountId: 'account',
  files: [{ name: 'trades.csv', bytes: 120, sha256: 'aa', platform: 'topstepx', kind: 'trades' }],
  options: { timeZone: null, dateOrder: null },
  counts: { fills: 4, new: 2, duplicates: 2 },
};
const CONFIRMED: ImportEvent = { type: 'ImportConfirmed', data: DETAILS };
const UNDONE: ImportEvent = { type: 'ImportUndone', data: {} };
const confirm = { type: 'ConfirmImport', details: DETAILS } as const;
const open = { account: { open: true } };

describe('an import', () => {
  it('is confirmed once', () => {
    given(imports, []).when(confirm, open).then([CONFIRMED]);
    given(imports, [CONFIRMED]).when(confirm, open).thenNothing();
    given(imports, [CONFIRMED, UNDONE]).when(confirm, open).thenNothing();
  });

  it('goes into an open account', () => {
    given(imports, [])
      .when(confirm, { account: { open: false } })
      .thenRefused('account-closed', ['accountId']);
    given(imports, []).when(confirm, { account: null }).thenRefused('invalid', ['accountId']);
  });

  it('is undone as a whole, and once', () => {
    given(imports, [CONFIRMED]).when({ type: 'UndoImport' }, open).then([UNDONE]);
    given(imports, [CONFIRMED, UNDONE]).when({ type: 'UndoImport' }, open).thenNothing();
    given(imports, []).when({ type: 'UndoImport' }, open).thenRefused('not-found');
  });

  it('is not undone by its event alone, which would leave the trades', () =>
    given(imports, [CONFIRMED]).when({ type: 'Undo', streamVersion: 1 }, open).thenRefused('cannot-undo'));
});
