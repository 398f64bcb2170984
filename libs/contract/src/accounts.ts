import type { BalanceReason } from '@singularity/domain';
import type { Receipted } from './ledger.js';

/** POST /api/user/accounts */
export interface AddAccountRequest {
  platform: string;
  name: string;
  externalId?: string | null;
  startingBalance: string;
  currency: string;
}

/** PATCH /api/user/accounts/:id: only what changes; the currency never does. */
export type EditAccountRequest = Partial<Omit<AddAccountRequest, 'currency'>>;

/** PUT /api/user/accounts/:id/balance: the balance that stands at the platform, now or at a moment in the past. */
export interface UpdateBalanceRequest {
  balance: string;
  reason: BalanceReason;
  at?: string;
}

export interface AccountAnswer {
  readonly id: string;
  readonly platform: string;
  readonly name: string;
  readonly externalId: string | null;
  readonly startingBalance: string;
  readonly currency: string;
  /** Starting balance + adjustments + realized net P&L of its trades. */
  readonly balance: string;
  readonly status: 'open' | 'closed';
  readonly streamVersion: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export type AccountCommandAnswer = Receipted<AccountAnswer>;
