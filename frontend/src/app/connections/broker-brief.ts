import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { BrokerAnswer } from '@singularity/contract';
import { Icon } from '../ui/icon';
import { CallbackAddress } from './callback-address';
import { completeLabel, reachLabel } from './broker-labels';

/** What to do at a broker, what comes of it, and what the key could do. */
@Component({
  selector: 'app-broker-brief',
  imports: [CallbackAddress, Icon, RouterLink],
  template: `
    @if (broker().prefersOwnMachine) {
      <section class="own" aria-labelledby="own-machine">
        <app-icon name="flag" />
        <div>
          <h2 id="own-machine">Better on your own computer</h2>
          <p>
            For {{ broker().name }} the push client is the better way: it runs on your computer, keeps your key there
            and sends only the fills here. It needs an <a routerLink="/settings" fragment="tokens">access token</a> with
            the scope Import.
          </p>
        </div>
      </section>
    }
    <section class="card" aria-labelledby="broker-steps">
      <h2 id="broker-steps">At {{ broker().name }}</h2>
      <ol>
        @for (step of broker().steps; track $index) {
          <li>{{ step }}</li>
        }
      </ol>
      @if (broker().redirectUri; as redirectUri) {
        <app-callback-address [broker]="broker().name" [address]="redirectUri" />
      }
      <p>
        <a [href]="broker().page" target="_blank" rel="noreferrer noopener">About it at {{ broker().name }}</a>
      </p>
    </section>
    <section class="card" aria-labelledby="broker-facts">
      <h2 id="broker-facts">Good to know</h2>
      <dl>
        <div>
          <dt>What the key could do</dt>
          <dd>{{ broker().power }}</dd>
        </div>
        <div>
          <dt>What we do with it</dt>
          <dd>
            We only ask for trades, positions and balances: this program can place no orders. The key is stored
            encrypted, never shown again, and deleted when you disconnect.
          </dd>
        </div>
        <div>
          <dt>What you get</dt>
          <dd>{{ broker().gives }}</dd>
          <dd class="faint">{{ facts() }}</dd>
        </div>
      </dl>
    </section>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
      gap: var(--space-4);
    }
    .card {
      display: grid;
      gap: var(--space-3);
      padding: var(--space-4);
    }
    ol {
      display: grid;
      gap: var(--space-2);
      margin: 0;
      padding-left: var(--space-5);
      list-style: decimal;
    }
    dl {
      display: grid;
      gap: var(--space-3);
    }
    dt {
      color: var(--text-soft);
      font-size: var(--text-s);
      font-weight: var(--weight-strong);
    }
    .own {
      display: flex;
      gap: var(--space-3);
      padding: var(--space-3) var(--space-4);
      border-radius: var(--radius-l);
      background: var(--accent-tint);
    }
    .own app-icon {
      color: var(--accent);
    }
    .own h2 {
      font-size: var(--text-m);
    }
  `,
})
export class BrokerBrief {
  readonly broker = input.required<BrokerAnswer>();

  protected readonly facts = computed(() => `${reachLabel(this.broker())} · ${completeLabel(this.broker())}`);
}
