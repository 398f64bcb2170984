import { newId } from '@singularity/backend/runtime/new-id.js';
import { DEFAULT_SETTINGS, exactly, GENESIS_HASH, toInstant } from '@singularity/domain';
import type { Execution, Instant, LedgerEvent, TradeDetails } from '@singularity/domain';
import type { TenantTransaction, Tenants } from '@singularity/backend/database/tenants.js';
import { advanceHead, createHead, insertEvents } from '@singularity/backend/event-store/events.table.js';
import { seal } from '@singularity/backend/event-store/hash-chain.js';
import type { RecordedEvent } from '@singularity/backend/event-store/recorded-event.js';

const CHUNK = 5_000;
const DAY_MS = 86_400_000;
const SYMBOLS = ['AAPL', 'MSFT', 'NVDA', 'SPY', 'TSLA', 'QQQ', 'AMD', 'META'];
const TAGS = [['breakout'], ['breakout', 'gap'], ['news'], []];
/** Twenty trades a day, so that a long ledger is a long time and not one crowded day; more where that were a lifetime. */
const TRADES_PER_DAY = 20;
const MOST_DAYS = 5_000;
const FIRST_DAY = Date.parse('2006-01-02T14:30:00Z');

export interface LedgerShape {
  /** Each trade is closed at once by so many. */
  readonly exits?: number | undefined;
  readonly tradesPerDay?: number | undefined;
}

interface Fact {
  readonly streamType: RecordedEvent['streamType'];
  readonly streamId: string;
  readonly streamVersion: number;
  readonly event: LedgerEvent;
}

/**
 * Gives a member a ledger with so many trades, without commands: one in three is closed at once, the others by an event
 * of their own, and one in three gets a note later. All is recorded when the last one is closed. Returns the number of
 * events.
 */
export function fillLedger(
  tenants: Tenants,
  userId: string,
  trades: number,
  { exits, tradesPerDay = usualPerDay(trades) }: LedgerShape = {},
): Promise<number> {
  return tenants.withTenant(userId, async (tx) => {
    tx.takeTime();
    await tx.query(
      `INSERT INTO app_user (user_id, discord_id, username, avatar, created_at, updated_at)
       VALUES ($1, '100000000000000000', 'bench', '', now(), now())`,
      [userId],
    );
    let last = {
      version: 0,
      hash: GENESIS_HASH,
      recordedAt: fillTime({ index: trades, perDay: tradesPerDay }, 'close'),
    };
    await createHead(tx, last);
    for (const facts of chunks(factsOf(userId, trades, tradesPerDay, exits))) last = await append(tx, last, facts);
    return last.version;
  });
}

async function append(
  tx: TenantTransaction,
  last: Pick<RecordedEvent, 'version' | 'hash' | 'recordedAt'>,
  facts: readonly Fact[],
): Promise<typeof last> {
  const events: RecordedEvent[] = [];
  for (const { event, ...stream } of facts) {
    const shared = { userId: tx.userId, commandId: newId(), origin: 'import', batchId: null, undoes: null } as const;
    const { recordedAt } = last;
    const sealed = seal(last.hash, { ...shared, ...stream, version: last.version + 1, recordedAt }, event);
    events.push(sealed);
    last = sealed;
  }
  await advanceHead(tx, last, await insertEvents(tx, events));
  return last;
}

function* factsOf(userId: string, trades: number, perDay: number, exits?: number): Iterable<Fact> {
  const registered: LedgerEvent = { type: 'UserRegistered', data: DEFAULT_SETTINGS };
  yield { streamType: 'user', streamId: userId, streamVersion: 1, event: registered };
  for (let index = 0; index < trades; index++)
    if (exits === undefined) yield* tradeFacts(newId(), { index, perDay });
    else yield addedWith(newId(), { index, perDay }, exits);
}

/** Which trade it is, and how many there are a day. */
interface Place {
  readonly index: number;
  readonly perDay: number;
}

/** How many a day a ledger of so many trades has, unless it is told. */
export function usualPerDay(trades: number): number {
  return Math.max(TRADES_PER_DAY, Math.ceil(trades / MOST_DAYS));
}

function* tradeFacts(streamId: string, place: Place): Iterable<Fact> {
  const { index } = place;
  const fact = (streamVersion: number, event: LedgerEvent): Fact => ({
    streamType: 'trade',
    streamId,
    streamVersion,
    event,
  });
  const closedAtOnce = index % 3 === 0;
  const [entry, exit] = [fill(place, 'open'), fill(place, 'close')];
  yield fact(1, { type: 'TradeAdded', data: detailsOf(index, closedAtOnce ? [entry, exit] : [entry]) });
  if (!closedAtOnce) yield fact(2, { type: 'ExecutionAdded', data: { execution: exit } });
  if (index % 3 === 1) {
    const changes = { notes: { from: null, to: 'Waited for the retest.' } };
    yield fact(3, { type: 'TradeEdited', data: { changes } });
  }
}

/** A trade that was closed step by step, told by one event. */
function addedWith(streamId: string, place: Place, exits: number): Fact {
  const entry = { ...fill(place, 'open'), quantity: exactly(10 * exits) };
  const closings = Array.from({ length: exits }, (_, step) =>
    fill({ ...place, index: place.index + 3 * step }, 'close'),
  );
  const event: LedgerEvent = { type: 'TradeAdded', data: detailsOf(place.index, [entry, ...closings]) };
  return { streamType: 'trade', streamId, streamVersion: 1, event };
}

function detailsOf(index: number, executions: readonly Execution[]): TradeDetails {
  return {
    accountId: null,
    currency: 'USD',
    symbol: SYMBOLS[index % SYMBOLS.length] ?? 'AAPL',
    assetType: 'stock',
    direction: index % 2 === 0 ? 'LONG' : 'SHORT',
    side: null,
    strike: null,
    expiration: null,
    multiplier: exactly(1),
    multiplierSource: 'table',
    stopPrice: exactly(180),
    notes: null,
    tags: TAGS[index % TAGS.length] ?? [],
    executions,
  };
}

function fill(place: Place, type: Execution['type']): Execution {
  const price = type === 'open' ? '187.23' : `${185 + (place.index % 7)}.10`;
  return {
    id: newId(),
    type,
    at: fillTime(place, type),
    quantity: exactly(10),
    price: exactly(price),
    fees: exactly('0.65'),
  };
}

/** Minutes apart within a day, in the order of the index. */
function fillTime({ index, perDay }: Place, type: Execution['type']): Instant {
  const day = FIRST_DAY + Math.floor(index / perDay) * DAY_MS;
  const minute = ((index % perDay) * 15 * TRADES_PER_DAY) / perDay + (type === 'close' ? 7 : 0);
  return toInstant(new Date(day + minute * 60_000));
}

function* chunks<T>(items: Iterable<T>): Iterable<readonly T[]> {
  let chunk: T[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  yield chunk;
}
