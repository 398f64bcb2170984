import { Component, computed, input } from '@angular/core';
import type { CompareAnswer } from '@singularity/contract';
import { figuresOf } from './compare-labels';

/** What became of the figures of one currency. */
@Component({
  selector: 'app-compared-figures',
  template: `
    <table>
      <caption class="visually-hidden">
        {{
          compared().currency
        }}, before and after
      </caption>
      <thead>
        <tr>
          <th scope="col">{{ compared().currency }}</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
          <th scope="col">Change</th>
        </tr>
      </thead>
      <tbody>
        @for (figure of figures(); track figure.label) {
          <tr>
            <th scope="row">{{ figure.label }}</th>
            <td class="number before">{{ figure.from }}</td>
            <td class="number">{{ figure.to }}</td>
            <td class="number difference" [class]="figure.tone">
              {{ figure.difference || (figure.from === figure.to ? 'No change' : '') }}
            </td>
          </tr>
        }
      </tbody>
    </table>
  `,
  styleUrl: './compared-figures.scss',
})
export class ComparedFigures {
  readonly compared = input.required<CompareAnswer['currencies'][number]>();
  protected readonly figures = computed(() => figuresOf(this.compared()));
}
