import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { TenantTransaction } from '../database/tenants.js';
import { Clock } from '../runtime/clock.js';
import { Ledger } from '../event-store/ledger.js';
import type { StreamCommand } from '../event-store/command-request.js';
import { DEMO_ACCOUNTS, demoTrades } from './demo-trades.js';
import type { DemoTrade } from './demo-trades.js';
import { STREAM_HANDLERS } from '../event-store/stream-handlers.js';
import type { StreamHandlers } from '../event-store/stream-handlers.js';

/** Fills a demo, by the commands that members use. */
@Injectable()
export class DemoFilling {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(STREAM_HANDLERS) private readonly handlers: StreamHandlers,
  ) {}

  async fill(tx: TenantTransaction): Promise<void> {
    const asker = { userId: tx.userId, origin: 'system' } as const;
    const addAccounts = DEMO_ACCOUNTS.map((details) => ({ type: 'AddAccount', details }) as const);
    const accounts = await this.ledger.handleAllIn(tx, this.handlers.account, {
      ...asker,
      commands: addAccounts.map(anew),
    });
    const accountIds = accounts.accepted.map(({ id }) => id);
    const addTrades = demoTrades(this.clock.now()).map((trade) => toAddTrade(trade, accountIds[trade.account] ?? null));
    await this.ledger.handleAllIn(tx, this.handlers.trade, { ...asker, commands: addTrades.map(anew) });
  }
}

function anew<Command>(command: Command): StreamCommand<Command> {
  return { command, streamId: null };
}

function toAddTrade({ fields, executions }: DemoTrade, accountId: string | null) {
  return {
    type: 'AddTrade',
    fields: { ...fields, accountId },
    executions: executions.map((execution) => ({ ...execution, id: uuidv7() })),
  } as const;
}
