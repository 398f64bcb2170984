import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { newId } from '@singularity/backend/runtime/new-id.js';
import { AppModule } from '@singularity/backend/app.module.js';
import { Tenants } from '@singularity/backend/database/tenants.js';
import { Ledger } from '@singularity/backend/event-store/ledger.js';
import { Replay } from '@singularity/backend/event-store/replay.js';
import { toAddTrade, toEditTrade } from '@singularity/backend/trades/trades.commands.js';
import { tradeStreamHandler } from '@singularity/backend/trades/trades.stream-handler.js';
import { exactly, parseInstant } from '@singularity/domain';
import type { DecimalText, Instant } from '@singularity/domain';
import type { AddTradeBody } from '@singularity/contract/wire';
import { fillLedger } from './bench-ledger.js';
import type { LedgerShape } from './bench-ledger.js';
import type { BenchWorld } from './bench-world.js';

/** The app without its doors, in this process. */
export type Archive = Awaited<ReturnType<typeof openArchive>>;

export function openArchive({ database }: Pick<BenchWorld, 'database'>) {
  const archive = { module: class Bench {}, imports: AppModule.archive({ database }) };
  return NestFactory.createApplicationContext(archive, { logger: ['error', 'warn'] });
}

/** A trade that was closed: today, as most are when they are typed, or on a day that is named. */
export function nextTrade(day = today()): AddTradeBody {
  return {
    symbol: 'AAPL',
    assetType: 'stock',
    direction: 'LONG',
    quantity: exactly('10'),
    entryPrice: exactly('187.23'),
    entryAt: parseInstant(`${day}T14:30:00Z`) as Instant,
    exitPrice: exactly('191.10'),
    exitAt: parseInstant(`${day}T15:30:00Z`) as Instant,
    fees: '1.30' as DecimalText,
    notes: 'Waited for the retest of the opening range.',
    tags: ['breakout'],
  };
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** A member with a ledger of so many trades, and the rows that follow from them. */
export async function addMember(
  archive: Archive,
  tradesInLedger: number,
  { userId = newId(), ...shape }: LedgerShape & { readonly userId?: string } = {},
): Promise<{ userId: string; events: number }> {
  const events = await fillLedger(archive.get(Tenants), userId, tradesInLedger, shape);
  await archive.get(Replay).rebuild(userId);
  return { userId, events };
}

/** The same for somebody of the stand-in, who is that member when they sign in. */
export async function addPerson(archive: Archive, discordId: string, tradesInLedger: number): Promise<string> {
  const userId = randomUUID();
  await archive
    .get(DataSource)
    .query('INSERT INTO identity (discord_id, user_id, created_at) VALUES ($1, $2, now())', [discordId, userId]);
  await addMember(archive, tradesInLedger, { userId });
  return userId;
}

/** One command, as a route would run it. */
export function addTrade(archive: Archive, userId: string, trade = nextTrade()) {
  const command = toAddTrade(trade);
  return archive.get(Ledger).handle(tradeStreamHandler, { userId, streamId: null, origin: 'api', command });
}

/** Moves the exit of a trade, so that its day is added up anew. */
export function editTrade(archive: Archive, userId: string, tradeId: string, exitPrice: string) {
  const command = toEditTrade({ exitPrice: exactly(exitPrice) });
  return archive.get(Ledger).handle(tradeStreamHandler, { userId, streamId: tradeId, origin: 'api', command });
}

/** Many commands in one transaction, as an import runs them. */
export function addTrades(archive: Archive, userId: string, added: readonly AddTradeBody[]) {
  const commands = added.map((trade) => ({ streamId: null, command: toAddTrade(trade) }));
  return archive.get(Ledger).handleAll(tradeStreamHandler, { userId, origin: 'import', commands });
}
