import { Component, computed, input, output } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { Icon } from '../../ui/icon';
import { COLUMNS, REALIZED_COLUMN, isFixed, moved } from './trade-columns';
import type { Column } from './trade-columns';

/** Which columns there are, and in which order. Their widths are set at their heads. */
@Component({
  selector: 'app-column-menu',
  imports: [Icon, MatButton, MatIconButton],
  template: `
    <button matButton="outlined" type="button" class="opener" popovertarget="columns">Columns</button>
    <div popover id="columns" role="group" aria-label="Columns">
      @for (column of offered(); track column.name) {
        <div class="line">
          <label>
            <input type="checkbox" [checked]="column.index >= 0" [disabled]="isFixed(column)" (change)="turn(column)" />
            {{ column.label }}
          </label>
          @if (column.index >= 0) {
            <button
              matIconButton
              type="button"
              [attr.aria-label]="'Move ' + column.label + ' to the left'"
              [disabled]="column.index === 0"
              (click)="columnsChange.emit(moved(columns(), column.index, -1))"
            >
              <app-icon name="up" />
            </button>
            <button
              matIconButton
              type="button"
              [attr.aria-label]="'Move ' + column.label + ' to the right'"
              [disabled]="column.index === columns().length - 1"
              (click)="columnsChange.emit(moved(columns(), column.index, 1))"
            >
              <app-icon name="down" />
            </button>
          }
        </div>
      }
      <button matButton type="button" (click)="columnsChange.emit(null)">Reset</button>
    </div>
  `,
  styleUrls: ['../../ui/choices.scss', './column-menu.scss'],
})
export class ColumnMenu {
  readonly columns = input.required<readonly Column[]>();
  /** Null for those that everybody gets. */
  readonly columnsChange = output<readonly Column[] | null>();

  protected readonly isFixed = isFixed;
  protected readonly moved = moved<Column>;
  /** Those that are shown, in their order, then the others that can be. */
  protected readonly offered = computed(() => {
    const shown = this.columns();
    const others = COLUMNS.filter(
      ({ name }) => name !== REALIZED_COLUMN && shown.every((column) => column.name !== name),
    );
    return [...shown, ...others].map((column) => ({ ...column, index: shown.indexOf(column) }));
  });

  protected turn({ name }: Column): void {
    const shown = this.columns();
    const without = shown.filter((column) => column.name !== name);
    const added = COLUMNS.filter((column) => column.name === name);
    this.columnsChange.emit(without.length < shown.length ? without : [...shown, ...added]);
  }
}
