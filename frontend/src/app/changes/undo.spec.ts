import { HttpClient } from '@angular/common/http';
import { Component, inject } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { screen, waitFor, within } from '@testing-library/angular';
import { firstValueFrom } from 'rxjs';
import { Shell } from '../shell/shell';
import { openPage, settled } from '../testing/render-page';
import { aTrade, anEntry, anUndo, pageOf, receipted } from '../testing/samples';
import { outcomeOf } from './outcomes';
import { Undo, recordOf } from './undo';

@Component({
  selector: 'app-some-page',
  template: `<button type="button">Elsewhere</button><label>Notes <textarea></textarea></label>`,
})
class SomePage {
  readonly undo = inject(Undo);
}

const ROUTES = [{ path: '', component: Shell, children: [{ path: '', component: SomePage }] }];
const SAVED = outcomeOf('TradeEdited', 'AAPL');
const UNDO = (version: number) => `/api/user/history/${version}/undo`;

async function open() {
  const page = await openPage('/', ROUTES);
  await page.user.click(screen.getByRole('button', { name: 'Elsewhere' }));
  return { ...page, undo: TestBed.inject(Undo) };
}

describe('a change', () => {
  test('is told with an undo beside it, which says what is true then, and can be redone', async () => {
    const { user, server, undo } = await open();
    undo.keep(SAVED, [{ version: 7 }]);
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await server.answer('POST', UNDO(7), anUndo(7));
    expect(await screen.findByText('Undid changes to AAPL')).toBeTruthy();
    await user.click(await screen.findByRole('button', { name: 'Redo' }));
    await server.answer('POST', UNDO(8), anUndo(8));
    expect(await screen.findByText('Saved AAPL')).toBeTruthy();
  });

  test('that changed nothing has nothing to undo', async () => {
    const { undo } = await open();
    undo.keep(SAVED, recordOf(receipted(aTrade({ streamVersion: 3 })), 3));
    expect(await screen.findByText('Saved AAPL')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  });

  test('that was undone before says so, and offers to redo nothing', async () => {
    const { user, server, undo } = await open();
    undo.keep(SAVED, [{ version: 7 }]);
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await server.answer('POST', UNDO(7), anUndo(7, { undoneBy: null, ledger: { version: 20, hash: 'h' } }));
    expect(await screen.findByText('Already undone')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Redo' })).toBeNull();
  });

  test('of many names what stayed and why', async () => {
    const { user, server, undo } = await open();
    undo.keep(outcomeOf('TradeEdited', '3 trades'), [{ batchId: 'b1' }]);
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await server.answer('POST', '/api/user/history/batches/b1/undo', {
      undone: ['t1', 't2'],
      refused: [{ id: 't3', message: 'Later changes depend on this.' }],
      batchId: 'b2',
      ledger: { version: 12, hash: 'h' },
    });
    const told = 'Undone for 2 of 3. Later changes depend on this.';
    expect(await screen.findByText(told)).toBeTruthy();
  });

  test('of the settings is followed by what they are then', async () => {
    const { user, server, undo } = await open();
    undo.keep(outcomeOf('SettingsChanged'), [{ version: 7 }]);
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await server.answer('POST', UNDO(7), anUndo(7, { stream: { type: 'user', id: 'u1' } }));
    await server.asked('GET', '/api/auth/session');
  });
});

describe('a change that is on its way', () => {
  async function sendAnother() {
    const page = await open();
    page.undo.keep(outcomeOf('TradeEdited', '2 trades'), [{ batchId: 'b1' }]);
    await screen.findByRole('button', { name: 'Undo' });
    const sent = firstValueFrom(TestBed.inject(HttpClient).delete('/api/user/trades/t1'));
    void sent.then(() => page.undo.keep(outcomeOf('TradeDeleted', 'AAPL'), [{ version: 8 }]));
    const request = await page.server.asked('DELETE', '/api/user/trades/t1');
    return { ...page, answer: () => request.flush({}) };
  }

  test('leaves no offer to undo the one before it', async () => {
    const { answer } = await sendAnother();
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull());
    answer();
    expect(await screen.findByText('Deleted AAPL')).toBeTruthy();
  });

  test('is what Ctrl+Z undoes, once it is answered', async () => {
    const { user, server, answer } = await sendAnother();
    await user.keyboard('{Control>}z{/Control}');
    await settled();
    expect(server.waiting('POST', '/api/user/history/batches/b1/undo')).toBe(0);
    answer();
    await server.answer('POST', UNDO(8), anUndo(8));
    expect(await screen.findByText('Restored AAPL')).toBeTruthy();
  });
});

describe('keys', () => {
  test('Ctrl+Z undoes the last change first, then the one before, and Ctrl+Shift+Z and Ctrl+Y redo them', async () => {
    const { user, server, undo } = await open();
    undo.keep(SAVED, [{ version: 7 }]);
    undo.keep(outcomeOf('TradeDeleted', 'TSLA'), [{ version: 8 }]);
    await user.keyboard('{Control>}zz{/Control}');
    await server.answer('POST', UNDO(8), anUndo(8, { undoneBy: 9 }));
    await server.answer('POST', UNDO(7), anUndo(7, { undoneBy: 10 }));
    await user.keyboard('{Meta>}{Shift>}z{/Shift}{/Meta}');
    await server.answer('POST', UNDO(10), anUndo(10, { undoneBy: 11 }));
    await user.keyboard('{Control>}y{/Control}');
    await server.answer('POST', UNDO(9), anUndo(9, { undoneBy: 12 }));
    await user.keyboard('{Control>}z{/Control}');
    await server.asked('POST', UNDO(12));
  });

  test('are silent while one types and behind a dialog', async () => {
    const { user, server, undo } = await open();
    undo.keep(SAVED, [{ version: 7 }]);
    await user.type(screen.getByLabelText('Notes'), 'x{Control>}z{/Control}');
    await user.click(screen.getByRole('button', { name: 'Elsewhere' }));
    await user.keyboard('?');
    await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
    await user.keyboard('{Control>}z{/Control}');
    await settled();
    expect(server.waiting('POST', UNDO(7))).toBe(0);
  });

  test('say where nothing is left, and lead to history', async () => {
    const { user } = await open();
    await user.keyboard('{Control>}z{/Control}');
    expect(await screen.findByText('Nothing to undo in this tab')).toBeTruthy();
    await user.click(await screen.findByRole('button', { name: 'History' }));
    await settled();
    expect(TestBed.inject(Router).url).toBe('/history');
  });

  test('a new change leaves nothing to redo', async () => {
    const { user, server, undo } = await open();
    undo.keep(SAVED, [{ version: 7 }]);
    await user.keyboard('{Control>}z{/Control}');
    await server.answer('POST', UNDO(7), anUndo(7));
    undo.keep(outcomeOf('TradeDeleted', 'TSLA'), [{ version: 9 }]);
    await user.keyboard('{Control>}y{/Control}');
    expect(await screen.findByText('Nothing to redo in this tab')).toBeTruthy();
  });

  test('try again where nobody answered, and what was to be undone is not forgotten', async () => {
    const { user, server, undo } = await open();
    undo.keep(SAVED, [{ version: 7 }]);
    await user.keyboard('{Control>}z{/Control}');
    await server.lose('POST', UNDO(7));
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    await server.answer('POST', UNDO(7), anUndo(7));
    expect(await screen.findByText('Undid changes to AAPL')).toBeTruthy();
  });
});

describe('where something later stands in the way', () => {
  const added = anEntry({
    version: 5,
    effect: { currency: 'USD', netPnl: { from: null, to: '37.4' } },
    changes: [{ field: 'exitPrice', from: null, to: '191.1' }],
  });
  const edited = anEntry({
    version: 7,
    streamVersion: 2,
    type: 'TradeEdited',
    effect: { currency: 'USD', netPnl: { from: '37.4', to: '40.4' } },
    changes: [{ field: 'exitPrice', from: '191.1', to: '191.4' }],
  });
  const noted = anEntry({
    version: 8,
    streamVersion: 3,
    type: 'TradeEdited',
    changes: [{ field: 'tags', from: [], to: ['gap'] }],
  });
  const later = anEntry({
    version: 9,
    streamVersion: 4,
    type: 'TradeEdited',
    origin: 'api',
    effect: { currency: 'USD', netPnl: { from: '40.4', to: '42.4' } },
    changes: [{ field: 'exitPrice', from: '191.4', to: '191.6' }],
  });
  const problem = {
    status: 409,
    type: '/problems/changed-since',
    errors: [{ field: 'exitPrice', message: 'Changed again since.' }],
  };

  async function conflict() {
    const page = await open();
    page.undo.keep(SAVED, [{ version: 7 }]);
    await page.user.keyboard('{Control>}z{/Control}');
    await page.server.refuse('POST', UNDO(7), problem);
    const dialog = await screen.findByRole('dialog', { name: 'Changed since then' });
    await page.server.answer('GET', '/api/user/history', pageOf(edited));
    await page.server.answer('GET', '/api/user/trades/t1/history', pageOf(later, noted, edited, added));
    return { ...page, dialog: within(dialog) };
  }

  test('it is told which field, and what changed it', async () => {
    const { dialog } = await conflict();
    expect(dialog.getByText(/Exit price: Changed again since./)).toBeTruthy();
    const what = within(dialog.getByRole('list', { name: 'Later changes' })).getAllByText('Edited');
    expect(what).toHaveLength(1);
    expect(dialog.getByText('191.60')).toBeTruthy();
    expect(dialog.getByText('API')).toBeTruthy();
  });

  test('the trade can be reverted to a version, of which it is told what it made', async () => {
    const { user, server, dialog } = await conflict();
    const versions = dialog.getAllByRole('radio').map((radio) => radio.closest('label')?.textContent ?? '');
    expect(versions).toEqual([
      expect.stringMatching(/Version 3: edited.*gap.*\+\$40\.40/s),
      expect.stringMatching(/Version 2: edited.*191\.40.*\+\$40\.40/s),
      expect.stringMatching(/Version 1: added.*\+\$37\.40/s),
    ]);
    await user.click(dialog.getByRole('radio', { name: /Version 1/ }));
    await user.click(dialog.getByRole('button', { name: 'Revert to version 1' }));
    const { request } = await server.answer(
      'POST',
      '/api/user/trades/t1/revert',
      receipted(aTrade({ streamVersion: 5 }), 10),
    );
    expect(request.body).toEqual({ toStreamVersion: 1 });
    expect(request.headers.get('If-Match')).toBe('"4"');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(await screen.findByText('Reverted AAPL to version 1')).toBeTruthy();
  });

  test('or its history is opened', async () => {
    const { user, dialog } = await conflict();
    await user.click(dialog.getByRole('button', { name: 'AAPL history' }));
    await settled();
    expect(TestBed.inject(Router).url).toBe('/trades/t1?view=history');
  });
});
