import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import type { Config } from '../config.js';
import { Clock } from '../runtime/clock.js';
import { Candles } from './candles.js';
import { MarketController } from './market.controller.js';
import { Quotes } from './quotes.js';
import { Tradier } from './tradier.js';

/** Global, because the status tells how the source does. */
@Global()
@Module({ controllers: [MarketController] })
export class MarketModule {
  static with({ market }: Pick<Config, 'market'>): DynamicModule {
    const providers = [
      { provide: Tradier, useValue: new Tradier(market) },
      {
        provide: Quotes,
        inject: [Tradier, Clock],
        useFactory: (tradier: Tradier, clock: Clock) => new Quotes(tradier, clock),
      },
      {
        provide: Candles,
        inject: [Tradier, Quotes, Clock],
        useFactory: (tradier: Tradier, quotes: Quotes, clock: Clock) => new Candles(tradier, quotes, clock),
      },
    ];
    return { module: MarketModule, providers, exports: [Tradier] };
  }
}
