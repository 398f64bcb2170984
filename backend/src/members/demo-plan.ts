import { exactly } from '@singularity/domain';
import type { BalanceReason, NewAccount } from '@singularity/domain';

export type DemoAccountKey = 'stocks' | 'options' | 'futures';

/** The platform of the futures account has its days begin with the session. */
export const DEMO_ACCOUNTS: Readonly<Record<DemoAccountKey, NewAccount>> = {
  stocks: account('Webull', 'Stocks', 30_000),
  options: account('Tradier', 'Options', 12_000),
  futures: account('TopstepX', '50K Combine', 50_000),
};

function account(platform: string, name: string, startingBalance: number): NewAccount {
  return { platform, name, externalId: null, startingBalance: exactly(startingBalance), currency: 'USD' };
}

/** What one letter of the plan stands for: how much a trade gains, in hundredths of its risk. */
export const OUTCOMES = {
  R: { least: 250, most: 390 },
  W: { least: 125, most: 220 },
  w: { least: 40, most: 90 },
  b: { least: 0, most: 0 },
  l: { least: -70, most: -25 },
  L: { least: -105, most: -85 },
  /** On tilt: in too large, out too late. */
  T: { least: -150, most: -115 },
  /** An option that expired worthless, and which side of it one was on. */
  X: 'sell',
  x: 'buy',
} as const;
export type Outcome = keyof typeof OUTCOMES;

/** The trades of each fortnight, in the order of their entries: a good start, a bad week in the sixth, the way back. */
export const FORTNIGHTS: readonly string[] = [
  'lWLwWlLWwLWR',
  'WLwLWLlWwXWL',
  'LWwlRwLLWllW',
  'wLLWxWLwWLlb',
  'WwLWRLlwWLWX',
  'WLwLlTTTLTwL',
  'wLwwlWwLWLl',
  'WLWRlwXLLWwL',
  'LWwLWLlWRlLW',
  'WlLWwLXWRLw',
  'LWwLWlWRLWw',
];
/** So many of the last ones were recorded as they happened, trade by trade; the others by the month. */
export const LIVE_FORTNIGHTS = 2;

/** Drawn from with equal chances. */
export const SETUPS = {
  good: [
    ...['opening range', 'opening range', 'pullback', 'pullback', 'pullback'],
    ...['trend', 'trend', 'breakout', 'breakout', 'VWAP reclaim', 'reversal'],
  ],
  bad: [
    'breakout',
    'breakout',
    'reversal',
    'reversal',
    'reversal',
    'trend',
    'pullback',
    'opening range',
    'VWAP reclaim',
  ],
} as const;
export const MISTAKES = ['FOMO', 'late entry', 'moved stop'] as const;
export const TILT = {
  tags: ['revenge trade'],
  notes: 'Right back in after the last one. No setup, too large.',
} as const;

export const NOTES = {
  good: [
    'Waited for the retest and took the plan.',
    'Clean entry. Let it run to the prior high.',
    'Half off at 1R, stop to breakeven, rest at target.',
    'Volume dried up on the pullback, then buyers stepped in.',
    'A+ location: daily level and VWAP together.',
  ],
  bad: [
    'In before the candle closed. It did not confirm.',
    'Fought the trend.',
    'Good idea, bad time: right into the lunch hour.',
    'Chased it. The entry was a dollar lower.',
    'Stop was right. Move on.',
  ],
} as const;

/** Money in and out, on the evening of the last day of a month's last fortnight. */
export const CASH: readonly {
  readonly fortnight: number;
  readonly account: DemoAccountKey;
  readonly amount: string;
  readonly reason: BalanceReason;
}[] = [
  { fortnight: 1, account: 'stocks', amount: '2500', reason: 'deposit' },
  { fortnight: 3, account: 'options', amount: '2000', reason: 'deposit' },
  { fortnight: 5, account: 'stocks', amount: '-29.50', reason: 'fee' },
  { fortnight: 7, account: 'stocks', amount: '-1500', reason: 'withdrawal' },
];
