import { Injectable, Pipe, inject } from '@angular/core';
import type { PipeTransform } from '@angular/core';
import { Router } from '@angular/router';

type SheetCommands = readonly [string, { readonly outlets: { readonly sheet: readonly string[] | null } }];

function commandsTo(path: string | null): SheetCommands {
  return ['/', { outlets: { sheet: path?.split('/') ?? null } }];
}

/** Sheets are routes in an outlet of their own: any page may open any of them, and the address says which is open. */
@Injectable({ providedIn: 'root' })
export class SheetRouter {
  private readonly router = inject(Router);

  open(path: string): void {
    void this.router.navigate([...commandsTo(path)], { queryParamsHandling: 'preserve' });
  }

  /** `own` names what stands in the query for the sheet alone; the rest of the address stays as it is. */
  close(...own: readonly string[]): void {
    const queryParams = Object.fromEntries(own.map((name) => [name, null]));
    void this.router.navigate([...commandsTo(null)], { queryParams, queryParamsHandling: 'merge' });
  }
}

/** The router link to a sheet: `[routerLink]="'add-trade' | sheet" queryParamsHandling="preserve"`. */
@Pipe({ name: 'sheet' })
export class SheetPipe implements PipeTransform {
  transform(path: string): SheetCommands {
    return commandsTo(path);
  }
}
