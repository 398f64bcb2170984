import { Injectable, inject } from '@angular/core';
import type {
  AccountAnswer,
  AddTradeRequest,
  CloseTradeRequest,
  EditExecutionRequest,
  EditTradeRequest,
  ExecutionRequest,
  HistoryEntry,
  Page,
  TradeAnswer,
  TradeCommandAnswer,
  TradeQuery,
} from '@singularity/contract';
import { Commands } from '../session/commands';
import { reading } from '../session/reading';
import type { Reading } from '../session/reading';

const TRADES = '/api/user/trades';

/** Every call of the trades pages. Those that read are for field initializers: they live as long as their component. */
@Injectable({ providedIn: 'root' })
export class TradesApi {
  private readonly commands = inject(Commands);

  trades(query: () => TradeQuery): Reading<Page<TradeAnswer>> {
    return reading(() => ({ url: TRADES, params: { ...query() } as Record<string, string | number> }));
  }

  trade(id: () => string | undefined): Reading<TradeAnswer> {
    return reading(() => {
      const known = id();
      return known === undefined ? undefined : { url: `${TRADES}/${known}` };
    });
  }

  history(id: () => string): Reading<Page<HistoryEntry>> {
    return reading(() => ({ url: `${TRADES}/${id()}/history` }));
  }

  accounts(): Reading<Page<AccountAnswer>> {
    return reading(() => ({ url: '/api/user/accounts' }));
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

  restore(id: string): Promise<TradeCommandAnswer> {
    return this.commands.send('POST', `${TRADES}/${id}/restore`, {});
  }

  revert({ id, streamVersion }: TradeAnswer, toStreamVersion: number): Promise<TradeCommandAnswer> {
    return this.commands.send('POST', `${TRADES}/${id}/revert`, { toStreamVersion }, { streamVersion });
  }

  addExecution({ id, streamVersion }: TradeAnswer, request: ExecutionRequest): Promise<TradeCommandAnswer> {
    return this.commands.send('POST', `${TRADES}/${id}/executions`, request, { streamVersion });
  }

  editExecution(
    { id, streamVersion }: TradeAnswer,
    executionId: string,
    request: EditExecutionRequest,
  ): Promise<TradeCommandAnswer> {
    return this.commands.send('PATCH', `${TRADES}/${id}/executions/${executionId}`, request, { streamVersion });
  }

  removeExecution({ id, streamVersion }: TradeAnswer, executionId: string): Promise<TradeCommandAnswer> {
    return this.commands.send('DELETE', `${TRADES}/${id}/executions/${executionId}`, undefined, { streamVersion });
  }
}
