import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { TenantTransaction } from '../database/tenants.js';
import { Clock } from '../event-store/clock.js';
import { Ledger } from '../event-store/ledger.js';
import { DEMO_ACCOUNTS, demoTrades } from './demo-trades.js';
import type { DemoTrade } from './demo-trades.js';
import { DESKS } from '../event-store/desks.js';
import type { Desks } from '../event-store/desks.js';

/** Fills a demo, by the commands that members use. */
@Injectable()
export class DemoFilling {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(DESKS) private readonly desks: Desks,
  ) {}

  async fill(tx: TenantTransaction): Promise<void> {
    const shared = { userId: tx.userId, streamId: null, origin: 'system' } as const;
    const accountIds: string[] = [];
    for (const details of DEMO_ACCOUNTS) {
      const command = { type: 'AddAccount', details } as const;
      accountIds.push((await this.ledger.handleIn(tx, this.desks.account, { ...shared, command })).id);
    }
    for (const trade of demoTrades(this.clock.now())) {
      const command = toAddTrade(trade, accountIds[trade.account] ?? null);
      await this.ledger.handleIn(tx, this.desks.trade, { ...shared, command });
    }
  }
}

function toAddTrade({ fields, executions }: DemoTrade, accountId: string | null) {
  return {
    type: 'AddTrade',
    fields: { ...fields, accountId },
    executions: executions.map((execution) => ({ ...execution, id: uuidv7() })),
  } as const;
}
