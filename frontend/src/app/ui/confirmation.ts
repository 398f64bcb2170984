import { Component, inject } from '@angular/core';
import type { Injector } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialog,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogTitle,
} from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';

export interface ConfirmationTexts {
  readonly heading: string;
  readonly text: string;
  readonly confirm: string;
  readonly refuse: string;
}

/** Asks before something that cannot be taken back. Closes with `true` for yes. */
@Component({
  selector: 'app-confirmation',
  imports: [MatButton, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 matDialogTitle>{{ texts.heading }}</h2>
    <mat-dialog-content>{{ texts.text }}</mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton type="button" [matDialogClose]="true">{{ texts.confirm }}</button>
      <button matButton="filled" type="button" cdkFocusInitial [matDialogClose]="false">{{ texts.refuse }}</button>
    </mat-dialog-actions>
  `,
})
export class Confirmation {
  protected readonly texts = inject<ConfirmationTexts>(MAT_DIALOG_DATA);
}

/** True for yes; anything else, closing included, is no. */
export async function confirmed(injector: Injector, data: ConfirmationTexts): Promise<boolean> {
  const dialog = injector.get(MatDialog).open<Confirmation, ConfirmationTexts, boolean>(Confirmation, { data });
  return (await firstValueFrom(dialog.afterClosed())) === true;
}
