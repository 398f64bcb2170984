import { Injectable, inject } from '@angular/core';
import type {
  AccountAnswer,
  BreakdownAnswer,
  LedgerPosition,
  Page,
  SettingsCommandAnswer,
  TradeAnswer,
} from '@singularity/contract';
import type { Theme } from '@singularity/domain';
import { Commands } from '../http/commands';
import { ledgerResource } from '../ledger/ledger-resource';
import type { LedgerResource } from '../ledger/ledger-resource';

const MOST_TRADES = 6;

/** Every call of the shell. Those that read are for field initializers. */
@Injectable({ providedIn: 'root' })
export class ShellApi {
  private readonly commands = inject(Commands);

  /** Every symbol that was ever closed, with what came of it. */
  symbols(): LedgerResource<BreakdownAnswer> {
    return ledgerResource(() => ({ url: '/api/user/stats/breakdown', params: { by: 'symbol' } }));
  }

  /** Every tag of a closed trade, once it is wanted. */
  tags(wanted: () => boolean): LedgerResource<BreakdownAnswer> {
    return ledgerResource(() => (wanted() ? { url: '/api/user/stats/breakdown', params: { by: 'tag' } } : undefined));
  }

  accounts(wanted: () => boolean): LedgerResource<Page<AccountAnswer>> {
    return ledgerResource(() => (wanted() ? { url: '/api/user/accounts' } : undefined));
  }

  /** The newest trades in exactly this symbol; none where there is no symbol. */
  tradesIn(symbol: () => string): LedgerResource<Page<TradeAnswer>> {
    return ledgerResource(() =>
      symbol() === ''
        ? undefined
        : { url: '/api/user/trades', params: { symbol: symbol(), sort: 'date', order: 'desc', limit: MOST_TRADES } },
    );
  }

  /** The version and the time of the past that the page shows. */
  positionShown(): LedgerResource<LedgerPosition> {
    return ledgerResource(() => ({ url: '/api/user/ledger/at' }));
  }

  changeTheme(theme: Theme): Promise<SettingsCommandAnswer> {
    return this.commands.send('PATCH', '/api/user/settings', { theme });
  }

  leaveDemo(): Promise<unknown> {
    return this.commands.send('POST', '/api/user/demo/leave', {});
  }

  removeDemo(): Promise<unknown> {
    return this.commands.send('DELETE', '/api/user/demo');
  }
}
