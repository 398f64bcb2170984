import { Component } from '@angular/core';

/** Empty cards where the first ones will be. They wait a moment before they appear, so that a quick answer does not flash. */
@Component({
  selector: 'app-waiting',
  template: `
    <span class="visually-hidden">Loading…</span>
    <div class="headlines">
      @for (card of cards; track card) {
        <div class="card"></div>
      }
    </div>
    <div class="overview">
      <div class="card"></div>
      <div class="card"></div>
    </div>
  `,
  host: { role: 'status' },
  styleUrl: './waiting.scss',
})
export class Waiting {
  /** The first is larger, as the first of the headlines is. */
  protected readonly cards = [1, 2, 3, 4, 5, 6, 7];
}
