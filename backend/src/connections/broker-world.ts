import { setTimeout } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Breaker, BrokerClient } from '@singularity/connectors';
import type { Connector, Credentials } from '@singularity/connectors';
import type { Config } from '../config.js';
import { CONFIG } from '../config.token.js';
import { brokerBreakerOpen, brokerCalls } from '../runtime/metrics.js';

/** How one client asks. */
export interface AskingFor {
  readonly keep: (credentials: Credentials) => Promise<void>;
  readonly stop?: AbortSignal;
  readonly attempts?: number;
}

/** The way out to brokers: time, addresses, and for each broker what keeps all members from asking while it fails. */
@Injectable()
export class BrokerWorld {
  private readonly breakers = new Map<string, Breaker>();

  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'brokersBaseUrl'>) {}

  now(): number {
    return Date.now();
  }

  async wait(milliseconds: number, stop?: AbortSignal): Promise<void> {
    if (milliseconds > 0) await setTimeout(milliseconds, undefined, stop && { signal: stop });
  }

  client(connector: Connector, credentials: Credentials, { keep, ...more }: AskingFor): BrokerClient {
    const { broker } = connector;
    const breaker = this.breakerOf(connector);
    const world = {
      now: () => this.now(),
      wait: (milliseconds: number, stop?: AbortSignal) => this.wait(milliseconds, stop),
      addressOf: (origin: string) => this.addressOf(connector, origin),
      hear: (outcome: string) => {
        brokerCalls.inc({ broker, outcome });
        brokerBreakerOpen.set({ broker }, breaker.isOpen ? 1 : 0);
      },
      ...more,
    };
    return new BrokerClient(connector, credentials, world, { breaker, keep });
  }

  /** At a stand-in each broker is below its name; another of its origins below that and the origin's name. */
  addressOf({ broker, origins }: Connector, origin: string): string {
    const { brokersBaseUrl: base } = this.config;
    if (base === null) return origin;
    const [first, ...others] = Object.entries(origins);
    const other = others.find(([, address]) => address === origin);
    return first?.[1] === origin || !other ? `${base}/${broker}` : `${base}/${broker}-${other[0]}`;
  }

  private breakerOf({ broker }: Connector): Breaker {
    const breaker = this.breakers.get(broker) ?? new Breaker(() => this.now());
    this.breakers.set(broker, breaker);
    return breaker;
  }
}
