import { setTimeout } from 'node:timers/promises';
import type { Chance } from '@singularity/backend/members/chance.js';
import { ask, isDone } from './client.js';
import type { Answer, Command, Member } from './client.js';

/** A command that a writer got an answer to, with what the ledger must hold because of it. */
export interface Acknowledged {
  readonly member: Member;
  readonly command: Command;
  /** Found in one event of the ledger and in no other: a note, a balance, or the id of a deleted trade. */
  readonly mark: string;
  readonly first: Answer;
}

export interface Log {
  readonly acknowledged: Acknowledged[];
  /** How often an answer was lost, or was that the database is away, and the command was sent again under its key. */
  unknown: number;
  readonly faults: string[];
}

interface Writer {
  readonly member: Member;
  readonly accountId: string;
  readonly trades: string[];
}

const PAUSE_MS = 300;
let serial = 0;

/** An account to write to; gives its id. */
export async function addAccount(appUrl: string, member: Member): Promise<string> {
  const body = { platform: 'Tradier', name: 'Main', startingBalance: '1000', currency: 'USD' };
  const answer = await ask(appUrl, member, { method: 'POST', path: '/api/user/accounts', body });
  if (!isDone(answer)) throw new Error('There is no account to write to.');
  return answer.body.id;
}

/**
 * Sends commands of all kinds, one after the other, until told to stop; each until it is answered. `appUrl` says which
 * process is asked next, and `restMs` for how long the writer rests after each.
 */
export async function write(
  appUrl: () => string,
  writer: { member: Member; accountId: string; chance: Chance; restMs?: number },
  log: Log,
  enough: () => boolean,
): Promise<void> {
  const { member, accountId, chance, restMs = 0 } = writer;
  const trades: string[] = [];
  while (!enough()) {
    const { command, mark } = nextCommand(chance, { member, accountId, trades });
    const first = await insist(appUrl, member, command, log);
    if (first.status >= 300) {
      log.faults.push(`${command.method} ${command.path} was answered ${first.status}: ${JSON.stringify(first.body)}`);
      continue;
    }
    log.acknowledged.push({ member, command, mark, first });
    if (command.method === 'POST') trades.push(first.body.id);
    if (restMs > 0) await setTimeout(restMs);
  }
}

/** Asks again, under the same key, for as long as nobody knows. */
async function insist(appUrl: () => string, member: Member, command: Command, log: Log): Promise<Answer> {
  for (;;) {
    const answer = await ask(appUrl(), member, command);
    if (answer && answer.status !== 503) return answer;
    log.unknown++;
    await setTimeout(PAUSE_MS);
  }
}

function nextCommand(chance: Chance, { accountId, trades }: Writer): { command: Command; mark: string } {
  const key = `command-${++serial}`;
  const notes = `Written by ${key}.`;
  const kind = trades.length < 2 ? 'add' : chance.oneOf(['add', 'add', 'edit', 'edit', 'delete', 'balance'] as const);
  if (kind === 'add')
    return { command: { method: 'POST', path: '/api/user/trades', body: tradeOf(accountId, notes), key }, mark: notes };
  if (kind === 'balance') {
    const balance = String(7_000_000 + serial);
    const body = { balance, reason: 'correction' };
    return { command: { method: 'PUT', path: `/api/user/accounts/${accountId}/balance`, body, key }, mark: balance };
  }
  const index = chance.whole(0, trades.length - 1);
  const id = trades[index] ?? '';
  const path = `/api/user/trades/${id}`;
  if (kind === 'edit') return { command: { method: 'PATCH', path, body: { notes }, key }, mark: notes };
  trades.splice(index, 1);
  return { command: { method: 'DELETE', path, key }, mark: id };
}

/** Days on which trades are closed, one after the other: nobody has thousands of them on one. */
const DAYS = 2_000;
let traded = 0;

/** A trade that was closed on one of many days. */
export function tradeOf(accountId: string | null, notes: string): object {
  const day = new Date(Date.UTC(2020, 0, 1 + (traded++ % DAYS))).toISOString().slice(0, 10);
  return {
    accountId,
    symbol: 'AAPL',
    assetType: 'stock',
    direction: 'LONG',
    quantity: '10',
    entryPrice: '187.23',
    entryAt: `${day}T14:30:00Z`,
    exitPrice: '191.10',
    exitAt: `${day}T15:30:00Z`,
    fees: '1.30',
    notes,
  };
}
