import { Component, inject } from '@angular/core';
import type { Injector } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MatDialog,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogTitle,
} from '@angular/material/dialog';
import { Shortcuts } from '../session/shortcuts';
import type { Shortcut } from '../session/shortcuts';
import { Keys } from '../ui/keys';

/** What the keys do, here and everywhere. */
@Component({
  selector: 'app-shortcuts-help',
  imports: [Keys, MatButton, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 matDialogTitle>Keyboard shortcuts</h2>
    <mat-dialog-content>
      <dl>
        @for (line of lines; track line.does) {
          <div>
            <dt>{{ line.does }}</dt>
            <dd>
              @for (keys of line.ways; track keys) {
                @if (!$first) {
                  <span class="faint">or</span>
                }
                <app-keys [keys]="keys" />
              }
            </dd>
          </div>
        }
      </dl>
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton="filled" type="button" matDialogClose>Close</button>
    </mat-dialog-actions>
  `,
  styles: `
    dl {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr));
      gap: 0 var(--space-6);
    }
    div {
      display: flex;
      align-items: center;
      justify-content: space-between;
      padding: var(--space-2) 0;
      border-bottom: 1px solid var(--line);
      color: var(--text);
    }
    dd {
      display: flex;
      align-items: center;
      gap: var(--space-2);
    }
  `,
})
export class ShortcutsHelp {
  protected readonly lines = linesOf([
    { keys: 'Ctrl K', does: 'Find anything' },
    ...inject(Shortcuts).all(),
    { keys: 'Esc', does: 'Close dialog or panel' },
  ]);
}

/** What one can do, each with all its keys. */
function linesOf(shortcuts: readonly Pick<Shortcut, 'keys' | 'does'>[]) {
  return [...Map.groupBy(shortcuts, ({ does }) => does)].map(([does, ways]) => ({
    does,
    ways: ways.map(({ keys }) => keys),
  }));
}

export function showShortcuts(injector: Injector): void {
  injector.get(MatDialog).open(ShortcutsHelp, { width: '38rem', maxWidth: '94vw' });
}
