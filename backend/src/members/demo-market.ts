import type { AssetType } from '@singularity/domain';
import type { DemoAccountKey } from './demo-plan.js';

/** Something that the demo trades. Prices are near real ones and move in ticks. */
export interface DemoInstrument {
  readonly symbol: string;
  readonly assetType: AssetType;
  readonly account: DemoAccountKey;
  readonly price: number;
  readonly tick: string;
  /** How far it moves on a usual day, as a fraction of its price. */
  readonly volatility: number;
  /** From the entry to the stop, in ticks. */
  readonly risk: number;
  readonly quantities: readonly string[];
  /** For each unit of each fill. */
  readonly fee: string;
  /** Options: what they are on, how far apart strikes are, and whether some expire on every trading day. */
  readonly on?: { readonly price: number; readonly volatility: number; readonly step: number; readonly daily: boolean };
}

const stock = { assetType: 'stock', account: 'stocks', tick: '0.01', fee: '0', volatility: 0.014 } as const;
const crypto = { assetType: 'crypto', account: 'stocks', tick: '0.01', volatility: 0.02 } as const;
const option = { assetType: 'option', account: 'options', tick: '0.05', fee: '0.55', volatility: 0.05 } as const;
const future = { assetType: 'future', account: 'futures', tick: '0.25', volatility: 0.007 } as const;

/** Drawn from with equal chances. */
export const DEMO_INSTRUMENTS: readonly DemoInstrument[] = [
  { ...stock, symbol: 'AAPL', price: 228.4, risk: 180, quantities: ['50', '60', '80'] },
  { ...stock, symbol: 'NVDA', price: 141.2, risk: 210, quantities: ['40', '60', '80'] },
  { ...stock, symbol: 'TSLA', price: 258.7, risk: 480, quantities: ['20', '30', '40'] },
  { ...stock, symbol: 'AMD', price: 152.35, risk: 240, quantities: ['40', '50', '60'] },
  { ...stock, symbol: 'PLTR', price: 41.8, risk: 95, quantities: ['100', '150', '200'] },
  { ...crypto, symbol: 'BTC-USD', price: 92_400, risk: 95_000, quantities: ['0.12', '0.16'], fee: '12.5' },
  {
    ...{ ...option, symbol: 'SPY', price: 3.4, risk: 16, quantities: ['2', '3', '4'] },
    on: { price: 588, volatility: 0.006, step: 1, daily: true },
  },
  {
    ...{ ...option, symbol: 'QQQ', price: 4.1, risk: 18, quantities: ['2', '3'] },
    on: { price: 506, volatility: 0.008, step: 1, daily: true },
  },
  {
    ...{ ...option, symbol: 'NVDA', price: 4.6, risk: 22, quantities: ['2', '3'] },
    on: { price: 141.2, volatility: stock.volatility, step: 5, daily: false },
  },
  { ...future, symbol: '/MNQ', price: 20_650, risk: 110, quantities: ['2', '4'], fee: '0.62' },
  { ...future, symbol: '/MNQ', price: 20_650, risk: 96, quantities: ['2', '4'], fee: '0.62' },
  { ...future, symbol: '/MES', price: 5_880, risk: 26, quantities: ['4', '6'], fee: '0.62' },
  { ...future, symbol: '/ES', price: 5_880, risk: 18, quantities: ['1'], fee: '2.04' },
  { ...future, symbol: '/CL', price: 70.2, tick: '0.01', risk: 22, quantities: ['1'], fee: '2.32', volatility: 0.016 },
];
