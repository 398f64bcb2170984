import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { BrokerCards } from './broker-cards';
import { ConnectionsApi } from './connections-api';

/** The first step of a new connection: which broker. */
@Component({
  selector: 'app-broker-choice-page',
  imports: [BrokerCards, MatButton, RouterLink],
  template: `
    <div class="page">
      <header class="page-head">
        <h1>Connect a broker</h1>
        <a matButton="outlined" routerLink="/connections">All connections</a>
      </header>
      <p class="soft">
        Choose your broker. Singularity only reads there: it can place no orders and move no money. Your broker is not
        listed? <a routerLink="/import">Import its files</a>.
      </p>
      <app-broker-cards [brokers]="brokers" />
    </div>
  `,
})
export class BrokerChoicePage {
  protected readonly brokers = inject(ConnectionsApi).brokers();
}
