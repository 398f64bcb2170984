import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import type { Config } from '../config.js';
import { Clock } from '../event-store/clock.js';
import { MarketController } from './market.controller.js';
import { Quotes } from './quotes.js';

/** Global, because the status tells how the source does. */
@Global()
@Module({ controllers: [MarketController] })
export class MarketModule {
  static with({ market }: Pick<Config, 'market'>): DynamicModule {
    const quotes = { provide: Quotes, inject: [Clock], useFactory: (clock: Clock) => new Quotes(market, clock) };
    return { module: MarketModule, providers: [quotes], exports: [Quotes] };
  }
}
