import { Inject, Injectable } from '@nestjs/common';
import type { AccountAnswer } from '@singularity/contract';
import { dayStreamId } from '@singularity/domain';
import type { AccountCommand, Day, Instant } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { Clock } from '../runtime/clock.js';
import { Ledger } from '../event-store/ledger.js';
import { newId } from '../runtime/new-id.js';
import { DEMO_ACCOUNTS } from './demo-plan.js';
import type { DemoAccountKey } from './demo-plan.js';
import type { TradeStep } from './demo-recording.js';
import { demoSteps } from './demo-steps.js';
import type { DemoTransfer } from './demo-steps.js';
import { STREAM_HANDLERS } from '../event-store/stream-handlers.js';
import type { StreamHandlers } from '../event-store/stream-handlers.js';

/** The last change of a trade. */
interface LastChange {
  readonly streamId: string;
  readonly streamVersion: number;
  /** Of the ledger. */
  readonly version: number;
}

type TradeHandler = StreamHandlers['trade'];

interface Filling {
  readonly tx: TenantTransaction;
  readonly handler: TradeHandler;
  /** By the keys of the trades. */
  readonly known: Map<string, LastChange>;
}

type TradesStep = Exclude<TradeStep, { undo: string }>;
type Transfer = DemoTransfer & { readonly now: Instant };

/** Fills a demo, by the commands that members use. */
@Injectable()
export class DemoFilling {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(STREAM_HANDLERS) private readonly handlers: StreamHandlers,
  ) {}

  async fill(tx: TenantTransaction): Promise<void> {
    const now = this.clock.now();
    const accountIds = await this.addAccounts(tx);
    const filling: Filling = { tx, handler: this.handlers.trade, known: new Map() };
    for (const step of demoSteps(now, { accountIds, newId })) {
      if ('each' in step || 'batch' in step) await this.tellTrades(filling, step);
      else if ('undo' in step) await this.undo(filling, step.undo);
      else if ('notes' in step) await this.writeDayNote(tx, step);
      else if ('command' in step) await this.tellAccount(tx, accountIds[step.account], step.command);
      else await this.transfer(tx, accountIds[step.account], { ...step, now });
    }
  }

  private async addAccounts(tx: TenantTransaction): Promise<Record<DemoAccountKey, string>> {
    const { accepted } = await this.ledger.handleEachIn(tx, this.handlers.account, {
      ...{ userId: tx.userId, origin: 'system' },
      commands: Object.values(DEMO_ACCOUNTS).map((details) => ({
        command: { type: 'AddAccount', details },
        streamId: null,
      })),
    });
    const ids = Object.keys(DEMO_ACCOUNTS).map((key, index) => [key, accepted[index]?.id]);
    return Object.fromEntries(ids) as Record<DemoAccountKey, string>;
  }

  private writeDayNote(tx: TenantTransaction, { day, notes }: { day: Day; notes: string }): Promise<unknown> {
    const command = { type: 'WriteDayNote', day, notes } as const;
    const streamId = dayStreamId(day);
    return this.ledger.handleIn(tx, this.handlers.day, { userId: tx.userId, origin: 'system', streamId, command });
  }

  private tellAccount(tx: TenantTransaction, streamId: string | null, command: AccountCommand): Promise<AccountAnswer> {
    return this.ledger.handleIn(tx, this.handlers.account, { userId: tx.userId, origin: 'system', streamId, command });
  }

  private async tellTrades({ tx, handler, known }: Filling, step: TradesStep): Promise<void> {
    const commands = 'batch' in step ? step.batch : step.each;
    const request = {
      userId: tx.userId,
      origin: 'system' as const,
      commands: commands.map(({ key, command }) => ({ command, streamId: known.get(key)?.streamId ?? null })),
    };
    const { accepted, ledger } =
      'batch' in step
        ? await this.ledger.handleAllIn(tx, handler, request)
        : await this.ledger.handleEachIn(tx, handler, request);
    if (accepted.length < commands.length) throw new Error('The rules refuse a trade of the demo.');
    accepted.forEach(({ id: streamId, streamVersion }, index) => {
      const version = ledger.version - accepted.length + index + 1;
      known.set(commands[index]?.key ?? '', { streamId, streamVersion, version });
    });
  }

  private async undo({ tx, handler, known }: Filling, key: string): Promise<void> {
    const change = known.get(key);
    if (!change) throw new RangeError(`Nothing was done to ${key}.`);
    const { streamId, streamVersion, version: undoes } = change;
    const command = { type: 'Undo', streamVersion } as const;
    await this.ledger.handleIn(tx, handler, { userId: tx.userId, origin: 'undo', streamId, command, undoes });
  }

  private async transfer(
    tx: TenantTransaction,
    accountId: string,
    { at, now, amount, reason }: Transfer,
  ): Promise<void> {
    await this.tellAccount(tx, accountId, { type: 'UpdateBalance', to: { adjustment: amount }, reason, at, now });
  }
}
