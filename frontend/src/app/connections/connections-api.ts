import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type {
  AccountCommandAnswer,
  AddAccountRequest,
  AddConnectionRequest,
  AddedConnectionAnswer,
  BrokersAnswer,
  ConnectionAnswer,
  ConnectionCommandAnswer,
  ConnectionsAnswer,
  ConsentAnswer,
  EditConnectionRequest,
  Page,
  RunAnswer,
  UndoImportAnswer,
} from '@singularity/contract';
import type { Observable } from 'rxjs';
import { Commands } from '../http/commands';
import { ledgerResource } from '../ledger/ledger-resource';
import type { LedgerResource } from '../ledger/ledger-resource';
import { BesideLedger } from '../session/beside-ledger';

const CONNECTIONS = '/api/user/connections';

/** Every call about connections with brokers. Those that read resources are for field initializers. */
@Injectable({ providedIn: 'root' })
export class ConnectionsApi {
  private readonly beside = inject(BesideLedger);
  private readonly commands = inject(Commands);
  private readonly http = inject(HttpClient);

  brokers(): LedgerResource<BrokersAnswer> {
    return ledgerResource(() => ({ url: '/api/user/brokers' }));
  }

  /** The oldest first. */
  all(): LedgerResource<ConnectionsAnswer> {
    return ledgerResource(() => this.asItStands(CONNECTIONS));
  }

  one(id: () => string): LedgerResource<ConnectionAnswer> {
    return ledgerResource(() => this.asItStands(urlOf(id())));
  }

  /** The newest first. */
  runs(id: string, params: Readonly<Record<string, string | number>>): Observable<Page<RunAnswer>> {
    return this.http.get<Page<RunAnswer>>(`${urlOf(id)}/runs`, { params });
  }

  /** Rejects where the broker does not take the credentials: nothing is kept of them then. */
  add(request: AddConnectionRequest): Promise<AddedConnectionAnswer> {
    return this.commands.send('POST', CONNECTIONS, request);
  }

  edit({ id }: ConnectionAnswer, request: EditConnectionRequest): Promise<ConnectionCommandAnswer> {
    return this.commands.send('PATCH', urlOf(id), request);
  }

  disconnect({ id }: ConnectionAnswer): Promise<ConnectionCommandAnswer> {
    return this.commands.send('DELETE', urlOf(id));
  }

  /** Where the member agrees at the broker. */
  consent({ id }: ConnectionAnswer): Promise<ConsentAnswer> {
    return this.commands.send('POST', `${urlOf(id)}/consent`, {});
  }

  async sync({ id }: ConnectionAnswer): Promise<void> {
    await this.commands.send('POST', `${urlOf(id)}/sync`, {});
    // It changes nothing in the ledger yet.
    this.beside.wentOn();
  }

  takeBack({ id }: ConnectionAnswer, run: RunAnswer): Promise<UndoImportAnswer> {
    return this.commands.send('POST', `${urlOf(id)}/runs/${run.id}/undo`, {});
  }

  addAccount(request: AddAccountRequest, idempotencyKey: string): Promise<AccountCommandAnswer> {
    return this.commands.send('POST', '/api/user/accounts', request, { idempotencyKey });
  }

  /** Read again also when a sync goes on. */
  private asItStands(url: string) {
    this.beside.turn();
    return { url };
  }
}

function urlOf(id: string): string {
  return `${CONNECTIONS}/${id}`;
}
