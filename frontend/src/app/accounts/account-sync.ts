import type { ConnectionAnswer } from '@singularity/contract';
import { agreementLabel } from '../ui/format/agreement-labels';
import type { IconName } from '../ui/icon';

/** The connection that brings trades into an account, and how it does. */
export interface AccountSync {
  readonly connectionId: string;
  readonly label: string;
  readonly icon: IconName;
  readonly text: string;
}

/** Null for an account into which nothing comes by itself. */
export function syncOf(accountId: string, connections: readonly ConnectionAnswer[]): AccountSync | null {
  for (const { id: connectionId, label, status, accounts } of connections) {
    const account = accounts.find((one) => one.accountId === accountId);
    if (!account) continue;
    if (status === 'needs_attention') return { connectionId, label, icon: 'alert', text: 'Needs attention' };
    if (status === 'paused') return { connectionId, label, icon: 'pause', text: 'Paused' };
    const agreement = agreementLabel(account.agreement, 'the broker');
    if (agreement) return { connectionId, label, icon: agreement.agrees ? 'check' : 'alert', text: agreement.text };
    return { connectionId, label, icon: 'sync', text: '' };
  }
  return null;
}
