import { Component, computed, inject, input, signal } from '@angular/core';
import { loadedOnce } from '../../ledger/loaded-once';
import { memberAccounts } from '../../ledger/accounts';
import { Failure } from '../../ui/failure';
import { Sheet } from '../../ui/sheet';
import { SheetRouter } from '../../ui/sheet-router';
import type { MayHoldInput } from '../../session/keep-input';
import { Skeleton } from '../../ui/skeleton';
import { EditTradeForm } from './edit-trade-form';
import { TradesApi } from '../trades-api';

/** Loads the trade once, so that what is typed is not overwritten by what happens elsewhere. */
@Component({
  selector: 'app-edit-trade-sheet',
  imports: [EditTradeForm, Failure, Sheet, Skeleton],
  template: `
    <app-sheet class="wide" [heading]="heading()" (dismiss)="sheets.close()">
      @if (trade(); as trade) {
        @if (accounts.value(); as accounts) {
          @for (generation of [generation()]; track generation) {
            <app-edit-trade-form
              [trade]="trade"
              [accounts]="accounts.items"
              (unsaved)="unsaved.set($event)"
              (loadNewest)="loadNewest()"
              (done)="sheets.close()"
            />
          }
        }
      } @else if (resource.problem(); as problem) {
        <app-failure [problem]="problem" (retry)="resource.reload()" />
      } @else {
        <app-skeleton [count]="8" height="2rem" />
      }
    </app-sheet>
  `,
  styleUrl: './trade-sheet.scss',
})
export class EditTradeSheet implements MayHoldInput {
  readonly id = input.required<string>();

  private readonly api = inject(TradesApi);
  protected readonly sheets = inject(SheetRouter);
  protected readonly resource = loadedOnce(this.api.trade(() => this.id()));
  protected readonly accounts = memberAccounts();
  protected readonly generation = signal(1);
  protected readonly trade = this.resource.value;
  protected readonly heading = computed(() => `Edit ${this.trade()?.symbol ?? 'trade'}`);
  readonly unsaved = signal(false);

  protected loadNewest(): void {
    this.unsaved.set(false);
    this.generation.update((generation) => generation + 1);
    this.resource.loadNewest();
  }
}
