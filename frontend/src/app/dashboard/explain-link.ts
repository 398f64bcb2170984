import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Figure } from '@singularity/domain';
import { nameOf } from '../ui/format/figure-labels';
import { MatTooltip } from '@angular/material/tooltip';
import { SheetPipe } from '../ui/sheet-router';
import { DashboardResources } from './data/dashboard-resources';

/** A number that opens to what it is made of. */
@Component({
  selector: 'app-explain-link',
  imports: [MatTooltip, RouterLink, SheetPipe],
  template: `
    <a
      [routerLink]="'explain/' + figure() | sheet"
      [queryParams]="{ currency: resources.currency() }"
      queryParamsHandling="merge"
      [matTooltip]="definition()"
      matTooltipPosition="above"
    >
      <ng-content /><span class="visually-hidden">, {{ name() }} breakdown</span>
    </a>
  `,
  styles: `
    :host {
      display: inline-block;
      max-width: 100%;
    }
    a {
      position: relative;
      display: block;
      border-radius: var(--radius-s);
      color: inherit;
      text-decoration: underline solid transparent;
      text-decoration-thickness: 1px;
      text-underline-offset: 0.2em;
      transition: text-decoration-color var(--fast);
    }
    // On a phone, all of a card is its number.
    @media (max-width: 45rem) {
      :host-context(app-figure-card) a {
        position: static;
      }
      a::after {
        position: absolute;
        inset: var(--number-reach, 0);
        content: '';
      }
    }
    a:hover {
      text-decoration-color: var(--line-strong);
    }
  `,
})
export class ExplainLink {
  readonly figure = input.required<Figure>();
  /** What the number means, where its name is no stop of the keyboard. */
  readonly definition = input('');

  protected readonly resources = inject(DashboardResources);
  protected readonly name = computed(() => nameOf(this.figure()));
}
