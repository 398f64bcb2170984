import { Component, input, signal } from '@angular/core';

/** The figures behind a chart, for whoever reads rather than looks. */
@Component({
  selector: 'app-figures-table',
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
              @for (row of rows(); track row[0]) {
                <tr>
                  @for (cell of row; track $index) {
                    <td class="number">{{ cell }}</td>
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

  /** There may be thousands of rows: they are there when somebody wants to read them. */
  protected readonly open = signal(false);
}
