import { Component, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';

/** The figures behind a chart, for whoever reads rather than looks. */
@Component({
  selector: 'app-figures-table',
  imports: [RouterLink],
  template: `
    <details #details (toggle)="open.set(details.open)">
      <summary>View as table</summary>
      <div class="scroller" tabindex="0" role="group" [attr.aria-label]="label()">
        <table>
          <thead>
            <tr>
              @for (name of columns(); track name) {
                <th scope="col">{{ name }}</th>
              }
            </tr>
          </thead>
          <tbody>
            @if (open()) {
              @for (row of rows(); track row[0]; let index = $index) {
                <tr>
                  @for (cell of row; track $index) {
                    <td class="number">
                      @if (links()[index]; as link) {
                        @if ($first) {
                          <a [routerLink]="link" queryParamsHandling="preserve">{{ cell }}</a>
                        } @else {
                          {{ cell }}
                        }
                      } @else {
                        {{ cell }}
                      }
                    </td>
                  }
                </tr>
              }
            }
          </tbody>
        </table>
      </div>
    </details>
  `,
  styleUrl: './figures-table.scss',
})
export class FiguresTable {
  readonly label = input.required<string>();
  readonly columns = input.required<readonly string[]>();
  /** Texts in the order of the columns; the first one names the row. */
  readonly rows = input.required<readonly (readonly string[])[]>();

  /** For rows that lead to a page, its address. */
  readonly links = input<readonly (readonly string[] | undefined)[]>([]);

  /** There may be thousands of rows: they are there when somebody wants to read them. */
  protected readonly open = signal(false);
}
