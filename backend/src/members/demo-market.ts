import type { AssetType } from '@singularity/domain';

/** Something that the demo trades. Prices are near real ones and move in ticks; distances are counted in ticks. */
export interface DemoInstrument {
  readonly symbol: string;
  readonly assetType: AssetType;
  /** Index of the account in which it is traded. */
  readonly account: 0 | 1;
  readonly price: string;
  readonly tick: string;
  /** How far entries lie from `price`, either way. */
  readonly range: number;
  /** From the entry to the stop. */
  readonly risk: number;
  readonly quantities: readonly string[];
  /** For each unit of each fill. */
  readonly fee: string;
  /** Options: how far apart strikes are, and where the nearest one is. */
  readonly strikes?: { readonly nearest: number; readonly step: number };
}

const SECURITIES = 0;
const FUTURES = 1;

const stock = { assetType: 'stock', account: SECURITIES, tick: '0.01', fee: '0' } as const;
const option = { assetType: 'option', account: SECURITIES, tick: '0.05', fee: '0.55' } as const;
const crypto = { assetType: 'crypto', account: SECURITIES, tick: '0.01', fee: '12.5' } as const;
const future = { assetType: 'future', account: FUTURES } as const;

/** Drawn from with equal chances. */
export const DEMO_INSTRUMENTS: readonly DemoInstrument[] = [
  { ...stock, symbol: 'AAPL', price: '228.40', range: 900, risk: 180, quantities: ['40', '50', '60'] },
  { ...stock, symbol: 'NVDA', price: '141.20', range: 1_100, risk: 210, quantities: ['40', '60', '80'] },
  { ...stock, symbol: 'TSLA', price: '258.70', range: 2_400, risk: 480, quantities: ['15', '20', '30'] },
  { ...stock, symbol: 'AMD', price: '152.35', range: 1_000, risk: 240, quantities: ['30', '50'] },
  { ...stock, symbol: 'PLTR', price: '41.80', range: 500, risk: 95, quantities: ['100', '150'] },
  {
    ...option,
    symbol: 'SPY',
    price: '3.40',
    range: 12,
    risk: 16,
    quantities: ['2', '3', '4'],
    strikes: { nearest: 590, step: 5 },
  },
  {
    ...option,
    symbol: 'QQQ',
    price: '4.10',
    range: 14,
    risk: 18,
    quantities: ['1', '2'],
    strikes: { nearest: 505, step: 5 },
  },
  {
    ...option,
    symbol: 'TSLA',
    price: '6.25',
    range: 20,
    risk: 26,
    quantities: ['1', '2'],
    strikes: { nearest: 260, step: 10 },
  },
  {
    ...future,
    symbol: '/MNQ',
    price: '20650.00',
    tick: '0.25',
    range: 2_600,
    risk: 110,
    quantities: ['2', '3', '4'],
    fee: '0.62',
  },
  {
    ...future,
    symbol: '/MES',
    price: '5880.00',
    tick: '0.25',
    range: 460,
    risk: 26,
    quantities: ['3', '4', '5'],
    fee: '0.62',
  },
  { ...future, symbol: '/ES', price: '5880.00', tick: '0.25', range: 460, risk: 18, quantities: ['1'], fee: '2.04' },
  { ...future, symbol: '/CL', price: '70.20', tick: '0.01', range: 320, risk: 22, quantities: ['1'], fee: '2.32' },
  {
    ...crypto,
    symbol: 'BTC-USD',
    price: '92400.00',
    range: 600_000,
    risk: 95_000,
    quantities: ['0.08', '0.125', '0.15'],
  },
  {
    ...crypto,
    symbol: 'ETH-USD',
    price: '3320.00',
    range: 24_000,
    risk: 5_200,
    quantities: ['1.5', '2.25'],
    fee: '0.85',
  },
];
