import { NgTemplateOutlet } from '@angular/common';
import { Component, TemplateRef, contentChild, input } from '@angular/core';
import type { LedgerResource } from '../ledger/ledger-resource';
import { Failure } from '../ui/failure';
import { Skeleton } from '../ui/skeleton';
import { DefinedName } from './defined-name';

let parts = 0;

/** A part of the dashboard that stands for itself: while it is read, when that fails, and when it has nothing to show. */
@Component({
  selector: 'app-dashboard-card',
  imports: [DefinedName, Failure, NgTemplateOutlet, Skeleton],
  template: `
    <header class="card-head">
      <h2 [id]="id">
        @if (definition()) {
          <app-defined-name [name]="heading()" [definition]="definition()" />
        } @else {
          {{ heading() }}
        }
      </h2>
      <ng-content select="[cardAside]" />
    </header>
    @if (resource().problem(); as problem) {
      <app-failure [problem]="problem" (retry)="resource().reload()" />
    } @else if (resource().value() === undefined) {
      <app-skeleton [count]="lines()" height="1.75rem" />
    } @else if (empty()) {
      <p class="soft">{{ emptyText() }}</p>
    } @else {
      <ng-container [ngTemplateOutlet]="content()" />
    }
  `,
  host: { class: 'card', role: 'region', '[attr.aria-labelledby]': 'id' },
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      min-height: var(--card-height, auto);
    }
    app-skeleton,
    app-failure {
      margin: var(--space-2) var(--space-4) var(--space-4);
    }
    p {
      margin: auto;
      padding: var(--space-2) var(--space-4) var(--space-6);
    }
  `,
})
export class DashboardCard {
  readonly heading = input.required<string>();
  readonly definition = input('');
  readonly resource = input.required<LedgerResource<unknown>>();
  readonly empty = input(false);
  readonly emptyText = input('');
  /** How many lines stand in for it while it is read. */
  readonly lines = input(6);

  protected readonly id = `part-${++parts}`;
  protected readonly content = contentChild.required(TemplateRef);
}
