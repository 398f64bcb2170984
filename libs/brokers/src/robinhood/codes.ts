import type { CashReason, FillEffect } from '@singularity/domain';
import type { Action } from '../cells/actions.js';

export const OPTION_CODES: Readonly<Record<string, Action>> = {
  BTO: { side: 'buy', effect: 'open' },
  STC: { side: 'sell', effect: 'close' },
  STO: { side: 'sell', effect: 'open' },
  BTC: { side: 'buy', effect: 'close' },
};

export const REMOVAL_CODES: Readonly<Record<string, FillEffect>> = {
  OEXP: 'expire',
  OASGN: 'assign',
  OEXCS: 'exercise',
};

/** `transfer` is a deposit or a withdrawal, by its sign. */
export const CASH_CODES: Readonly<Record<string, CashReason | 'transfer'>> = {
  ABIP: 'interest',
  ACH: 'transfer',
  AFEE: 'fee',
  CDIV: 'dividend',
  DFEE: 'fee',
  DTAX: 'fee',
  FUTSWP: 'transfer',
  GDBP: 'other',
  GOLD: 'fee',
  INT: 'interest',
  ITRF: 'transfer',
  MDIV: 'dividend',
  MINT: 'interest',
  RTP: 'transfer',
  SLIP: 'interest',
  XENT: 'transfer',
};
