import { Injectable, Pipe, inject } from '@angular/core';
import type { PipeTransform, Signal } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { Router } from '@angular/router';
import type { CanDeactivateFn } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Confirmation } from './confirmation';

type SheetCommands = readonly [string, { readonly outlets: { readonly sheet: readonly string[] | null } }];

function commandsTo(path: string | null): SheetCommands {
  return ['/', { outlets: { sheet: path?.split('/') ?? null } }];
}

/** Sheets are routes in an outlet of their own: any page may open any of them, and the address says which is open. */
@Injectable({ providedIn: 'root' })
export class SheetRouter {
  private readonly router = inject(Router);

  close(): void {
    void this.router.navigate([...commandsTo(null)], { queryParamsHandling: 'preserve' });
  }
}

/** The router link to a sheet: `[routerLink]="'add-trade' | sheet" queryParamsHandling="preserve"`. */
@Pipe({ name: 'sheet' })
export class SheetPipe implements PipeTransform {
  transform(path: string): SheetCommands {
    return commandsTo(path);
  }
}

export interface MayHoldInput {
  /** Whether something was typed that has not been saved. */
  readonly unsaved: Signal<boolean>;
}

/** Asks before a sheet with unsaved input is left. */
export const keepInput: CanDeactivateFn<MayHoldInput> = (sheet) =>
  !sheet.unsaved() ||
  firstValueFrom(
    inject(MatDialog)
      .open<Confirmation, unknown, boolean>(Confirmation, {
        data: {
          heading: 'Discard what you typed?',
          text: 'It has not been saved.',
          confirm: 'Discard',
          refuse: 'Keep editing',
        },
      })
      .afterClosed(),
  ).then((answer) => answer === true);
