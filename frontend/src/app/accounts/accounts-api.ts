import { Injectable, inject } from '@angular/core';
import type {
  AccountAnswer,
  AccountFiguresAnswer,
  AccountCommandAnswer,
  AddAccountRequest,
  BreakdownAnswer,
  ConnectionsAnswer,
  EditAccountRequest,
  StatsAnswer,
  UpdateBalanceRequest,
} from '@singularity/contract';
import { Filter } from '../filter/filter';
import { Commands } from '../http/commands';
import { ledgerResource } from '../ledger/ledger-resource';
import type { LedgerResource } from '../ledger/ledger-resource';
import { firstOfMonth } from '../ledger/periods';

const ACCOUNTS = '/api/user/accounts';

/** Every call of the accounts page. Those that read are for field initializers. */
@Injectable({ providedIn: 'root' })
export class AccountsApi {
  private readonly commands = inject(Commands);
  private readonly today = inject(Filter).today;

  account(id: () => string | undefined): LedgerResource<AccountAnswer> {
    return ledgerResource(() => {
      const known = id();
      return known === undefined ? undefined : { url: `${ACCOUNTS}/${known}` };
    });
  }

  stats(): LedgerResource<StatsAnswer> {
    return ledgerResource(() => ({ url: '/api/user/stats' }));
  }

  /** What each account did. */
  figures(): LedgerResource<AccountFiguresAnswer> {
    return ledgerResource(() => ({ url: '/api/user/stats/accounts' }));
  }

  /** What each account made this month. */
  month(): LedgerResource<BreakdownAnswer> {
    return ledgerResource(() => ({
      url: '/api/user/stats/breakdown',
      params: { by: 'account', from: firstOfMonth(this.today()) },
    }));
  }

  /** What brings trades into them by itself. */
  connections(): LedgerResource<ConnectionsAnswer> {
    return ledgerResource(() => ({ url: '/api/user/connections' }));
  }

  add(request: AddAccountRequest, idempotencyKey: string): Promise<AccountCommandAnswer> {
    return this.commands.send('POST', ACCOUNTS, request, { idempotencyKey });
  }

  edit({ id, streamVersion }: AccountAnswer, request: EditAccountRequest): Promise<AccountCommandAnswer> {
    return this.commands.send('PATCH', `${ACCOUNTS}/${id}`, request, { streamVersion });
  }

  updateBalance({ id, streamVersion }: AccountAnswer, request: UpdateBalanceRequest): Promise<AccountCommandAnswer> {
    return this.commands.send('PUT', `${ACCOUNTS}/${id}/balance`, request, { streamVersion });
  }

  close({ id }: AccountAnswer): Promise<AccountCommandAnswer> {
    return this.commands.send('POST', `${ACCOUNTS}/${id}/close`, {});
  }

  reopen({ id }: AccountAnswer): Promise<AccountCommandAnswer> {
    return this.commands.send('POST', `${ACCOUNTS}/${id}/reopen`, {});
  }
}
