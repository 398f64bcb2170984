import type { AssetType, Direction, ExecutionType, Side } from '@singularity/domain';
import type { DemoAccountKey } from './demo-plan.js';

/** Days before now on which the exchanges were open, 1 for the last one, and the time in New York. */
export type StoryTime = readonly [daysAgo: number, time: string];

/** A trade of the last weeks whose history is worth a look. */
export interface DemoStory {
  readonly account: DemoAccountKey;
  readonly symbol: string;
  readonly assetType: AssetType;
  readonly direction: Direction;
  readonly option?: {
    readonly side: Side;
    readonly strike: string;
    /** Days ago; null for a Friday that is to come. */ readonly expires: number | null;
  };
  readonly stop?: string;
  readonly tags: readonly string[];
  readonly notes?: string;
  readonly fee?: string;
  readonly fills: readonly (readonly [type: ExecutionType, at: StoryTime, quantity: string, price: string])[];
  /** What was changed later, beside its fills. */
  readonly then?: readonly StoryChange[];
}

export interface StoryChange {
  readonly at: StoryTime;
  readonly stop?: string;
  readonly notes?: string;
  readonly exitPrice?: string;
  readonly fees?: string;
  readonly does?: 'delete' | 'undo';
}

const stock = { account: 'stocks', assetType: 'stock' } as const;
const option = { account: 'options', assetType: 'option', fee: '0.55' } as const;
const future = { account: 'futures', assetType: 'future', fee: '0.62' } as const;

export const DEMO_STORIES: readonly DemoStory[] = [
  {
    // A stop that follows the price.
    ...{ ...stock, symbol: 'MSFT', direction: 'LONG', stop: '422.40', tags: ['pullback', 'swing'] },
    notes: 'Pullback to the 20-day in an uptrend. Half off at 2R, trail the rest.',
    fills: [
      ['open', [16, '10:12'], '30', '428.60'],
      ['close', [10, '15:40'], '15', '441.20'],
      ['close', [4, '11:05'], '15', '449.85'],
    ],
    then: [
      { at: [14, '16:10'], stop: '427.10' },
      { at: [10, '16:10'], stop: '432.80' },
      { at: [7, '16:05'], stop: '441.50' },
      {
        at: [4, '16:20'],
        notes: 'Pullback to the 20-day in an uptrend. Half off at 2R, trailed the rest under each low. By the book.',
      },
    ],
  },
  {
    // A price that was typed wrong: 681.90 for 618.90.
    ...{ ...stock, symbol: 'META', direction: 'LONG', stop: '608.10', tags: ['opening range'] },
    fills: [
      ['open', [12, '09:47'], '20', '612.40'],
      ['close', [12, '10:31'], '20', '681.90'],
    ],
    then: [
      {
        at: [11, '08:45'],
        exitPrice: '618.90',
        notes: 'Exit was 618.90, not 681.90: compared with the statement.',
      },
    ],
  },
  {
    // A loss that was made larger by moving the stop, deleted in anger, and brought back.
    ...{ ...stock, symbol: 'COIN', direction: 'SHORT', stop: '272.50', tags: ['reversal'] },
    notes: 'Short into resistance.',
    fills: [
      ['open', [9, '10:05'], '30', '268.20'],
      ['close', [9, '14:50'], '30', '279.60'],
    ],
    then: [
      { at: [9, '10:58'], stop: '275.80' },
      { at: [9, '12:31'], stop: '279.50' },
      { at: [9, '15:05'], does: 'delete' },
      { at: [8, '08:30'], does: 'undo' },
      {
        at: [8, '08:34'],
        notes: 'Moved the stop twice, then deleted the trade in anger. It stays: this is the one to learn from.',
      },
    ],
  },
  {
    // Entered twice by mistake.
    ...{ ...stock, symbol: 'GOOGL', direction: 'LONG', stop: '174.80', tags: ['trend'] },
    fills: [
      ['open', [13, '09:58'], '60', '176.30'],
      ['close', [13, '11:20'], '60', '178.65'],
    ],
  },
  {
    ...{ ...stock, symbol: 'GOOGL', direction: 'LONG', stop: '174.80', tags: ['trend'] },
    fills: [
      ['open', [13, '09:58'], '60', '176.30'],
      ['close', [13, '11:20'], '60', '178.65'],
    ],
    then: [{ at: [13, '16:15'], does: 'delete' }],
  },
  {
    // In two steps and out in two.
    ...{ ...stock, symbol: 'SHOP', direction: 'LONG', stop: '107.20', tags: ['pullback', 'scaled in'] },
    notes: 'Half at the level, half when it held.',
    fills: [
      ['open', [6, '10:20'], '40', '109.35'],
      ['open', [6, '10:55'], '40', '109.05'],
      ['close', [5, '11:40'], '50', '112.10'],
      ['close', [3, '10:15'], '30', '114.45'],
    ],
    then: [{ at: [5, '16:10'], stop: '109.20' }],
  },
  {
    // Written, expired worthless; its fees came with the statement.
    ...{ ...option, symbol: 'IWM', direction: 'PUT', stop: '2.90', tags: ['income'] },
    option: { side: 'sell', strike: '218', expires: 5 },
    notes: 'Sold under support, four days to go.',
    fills: [
      ['open', [9, '11:30'], '2', '1.45'],
      ['close', [5, '16:00'], '2', '0'],
    ],
    then: [{ at: [4, '08:20'], fees: '1.24' }],
  },
  {
    // Bought, expired worthless.
    ...{ ...option, symbol: 'QQQ', direction: 'CALL', tags: ['lotto', 'FOMO'] },
    option: { side: 'buy', strike: '496', expires: 11 },
    notes: 'Chased the open. Out of the money by lunch.',
    fills: [
      ['open', [11, '09:36'], '2', '1.15'],
      ['close', [11, '16:00'], '2', '0'],
    ],
  },
  {
    // In the evening, which is the next day of its account.
    ...{ ...future, symbol: '/MGC', direction: 'LONG', stop: '2648.0', tags: ['breakout'] },
    notes: 'Asia open. Counts for tomorrow’s session.',
    fills: [
      ['open', [7, '19:12'], '2', '2654.2'],
      ['close', [7, '20:26'], '2', '2663.8'],
    ],
  },
  // Still open.
  {
    ...{ ...stock, symbol: 'AMZN', direction: 'LONG', stop: '219.60', tags: ['breakout', 'swing'] },
    notes: 'Breakout from a six-week base. Target 238.',
    fills: [
      ['open', [5, '10:08'], '40', '224.10'],
      ['close', [2, '15:30'], '15', '231.75'],
    ],
    then: [{ at: [2, '16:10'], stop: '224.10' }],
  },
  {
    ...{ ...stock, symbol: 'JPM', direction: 'LONG', stop: '241.30', tags: ['pullback', 'swing'] },
    fills: [['open', [1, '14:42'], '30', '244.85']],
  },
  {
    ...{ ...option, symbol: 'NVDA', direction: 'PUT', stop: '5.20', tags: ['income'] },
    option: { side: 'sell', strike: '130', expires: null },
    notes: 'Happy to own it at 130.',
    fills: [['open', [2, '10:25'], '2', '2.60']],
  },
  {
    ...{ account: 'stocks', assetType: 'crypto', symbol: 'ETH-USD', direction: 'LONG', stop: '3190', tags: ['swing'] },
    fee: '0.85',
    fills: [['open', [3, '13:05'], '2.25', '3318.40']],
  },
];

/** The combine was passed, and its profits paid out. */
export const FUNDED = {
  at: [15, '17:30'],
  account: 'futures',
  command: { type: 'EditAccount', fields: { name: '50K Express Funded' } },
} as const;
export const PAYOUT = { at: [3, '17:45'], account: 'futures', amount: '-900', reason: 'withdrawal' } as const;
/** What was written about a day. */
export const DAY_NOTES: readonly { readonly at: StoryTime; readonly notes: string }[] = [
  {
    at: [51, '17:00'],
    notes: 'Seven losers in a row, four of them revenge. Done for the week. Half size until the curve turns.',
  },
  { at: [9, '15:30'], notes: 'COIN: moved the stop twice. A stop is a decision made in calm; it stays where it is.' },
  {
    at: [4, '16:30'],
    notes: 'MSFT went as planned, from the entry to the last share. More of this, less of everything else.',
  },
];
/** The weekly review: the best of the last weeks get a tag, all at once. */
export const REVIEW = { at: [1, '17:00'], outcome: 'R', tag: 'A+ setup' } as const;
