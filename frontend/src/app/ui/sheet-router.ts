import { Injectable, Pipe, inject } from '@angular/core';
import type { PipeTransform } from '@angular/core';
import { Router } from '@angular/router';
import type { FieldWords } from './stand-in';
import { TypedAhead } from './typed-ahead';

type SheetCommands = readonly [string, { readonly outlets: { readonly sheet: readonly string[] | null } }];

function commandsTo(path: string | null): SheetCommands {
  return ['/', { outlets: { sheet: path?.split('/') ?? null } }];
}

/** Sheets are routes in an outlet of their own: any page may open any of them, and the address says which is open. */
@Injectable({ providedIn: 'root' })
export class SheetRouter {
  private readonly router = inject(Router);
  private readonly typedAhead = inject(TypedAhead);

  open(path: string): void {
    void this.navigateTo(path);
  }

  /** By a key: what is typed at once is for the first field of the sheet, whose words these are. */
  openToType(path: string, words: FieldWords): void {
    const isOpen = () => this.router.parseUrl(this.router.url).root.children['sheet'] !== undefined;
    const stay = () => isOpen() || this.typedAhead.end();
    void this.typedAhead.begin(words).then(() => this.close());
    void this.navigateTo(path).then(stay, stay);
  }

  /** `own` names what stands in the query for the sheet alone; the rest of the address stays as it is. */
  close(...own: readonly string[]): void {
    const queryParams = Object.fromEntries(own.map((name) => [name, null]));
    void this.router.navigate([...commandsTo(null)], { queryParams, queryParamsHandling: 'merge' });
  }

  private navigateTo(path: string): Promise<boolean> {
    return this.router.navigate([...commandsTo(path)], { queryParamsHandling: 'preserve' });
  }
}

/** The router link to a sheet: `[routerLink]="'add-trade' | sheet" queryParamsHandling="preserve"`. */
@Pipe({ name: 'sheet' })
export class SheetPipe implements PipeTransform {
  transform(path: string): SheetCommands {
    return commandsTo(path);
  }
}
