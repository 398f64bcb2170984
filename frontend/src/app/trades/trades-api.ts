import { HttpClient, HttpParams } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type {
  AddTradeRequest,
  BulkTradesAnswer,
  BulkTradesRequest,
  CloseTradeRequest,
  DeletedTrade,
  EditTradeRequest,
  ExecutionRequest,
  ListedTrade,
  Page,
  TradeAnswer,
  CsvColumn,
  TradeCommandAnswer,
  TradeQuery,
  TradeTotals,
} from '@singularity/contract';
import type { Observable } from 'rxjs';
import { Commands } from '../http/commands';
import { ledgerResource } from '../ledger/ledger-resource';
import type { LedgerResource } from '../ledger/ledger-resource';

const TRADES = '/api/user/trades';

/** What passes, without its order and its pages. */
export type TradeFilterQuery = Omit<TradeQuery, 'sort' | 'order' | 'cursor' | 'limit'>;

/** Every call of the trades pages. Those that read are for field initializers: they live as long as their component. */
@Injectable({ providedIn: 'root' })
export class TradesApi {
  private readonly commands = inject(Commands);
  private readonly http = inject(HttpClient);

  trades(query: () => TradeQuery): LedgerResource<Page<TradeAnswer>> {
    return ledgerResource(() => ({ url: TRADES, params: { ...query() } as Record<string, string | number> }));
  }

  page(query: TradeQuery): Observable<Page<ListedTrade>> {
    return this.http.get<Page<ListedTrade>>(TRADES, { params: { ...query } });
  }

  /** What all trades of a list come to, whatever their order. */
  totals(filter: () => TradeFilterQuery): LedgerResource<TradeTotals> {
    return ledgerResource(() => ({ url: `${TRADES}/totals`, params: { ...filter() } as Record<string, string> }));
  }

  /** Where the same trades are to be had as a file. */
  fileOf({ cursor: _cursor, limit: _limit, ...query }: TradeQuery, columns: readonly CsvColumn[]): string {
    const params = new HttpParams({ fromObject: { ...query, columns: columns.join(',') } });
    return `${TRADES}.csv?${params.toString()}`;
  }

  trade(id: () => string | undefined): LedgerResource<TradeAnswer> {
    return ledgerResource(() => {
      const known = id();
      return known === undefined ? undefined : { url: `${TRADES}/${known}` };
    });
  }

  /** The last deleted first. */
  deleted(limit: () => number): LedgerResource<Page<DeletedTrade>> {
    return ledgerResource(() => ({ url: `${TRADES}/deleted`, params: { limit: limit() } }));
  }

  add(request: AddTradeRequest, idempotencyKey: string): Promise<TradeCommandAnswer> {
    return this.commands.send('POST', TRADES, request, { idempotencyKey });
  }

  edit({ id, streamVersion }: TradeAnswer, request: EditTradeRequest): Promise<TradeCommandAnswer> {
    return this.commands.send('PATCH', `${TRADES}/${id}`, request, { streamVersion });
  }

  close({ id, streamVersion }: TradeAnswer, request: CloseTradeRequest, key: string): Promise<TradeCommandAnswer> {
    return this.commands.send('POST', `${TRADES}/${id}/close`, request, { streamVersion, idempotencyKey: key });
  }

  delete({ id, streamVersion }: TradeAnswer): Promise<TradeCommandAnswer> {
    return this.commands.send('DELETE', `${TRADES}/${id}`, undefined, { streamVersion });
  }

  bulk(request: BulkTradesRequest): Promise<BulkTradesAnswer> {
    return this.commands.send('POST', `${TRADES}/bulk`, request);
  }

  addExecution({ id, streamVersion }: TradeAnswer, request: ExecutionRequest): Promise<TradeCommandAnswer> {
    return this.commands.send('POST', `${TRADES}/${id}/executions`, request, { streamVersion });
  }
}
