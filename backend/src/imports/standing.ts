import { contractMonthOf, expiryKey } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { readMemberSetup } from '../event-store/member-setup.js';
import { lastHolding, voidedIn } from './broker-facts.js';
import { readChangedByHand } from './hand-edits.js';
import { NOTHING_STANDS } from './import-plan.js';
import type { Standing } from './import-plan.js';
import type { ImportOptions } from './import-options.js';
import { readVoided, readWaiting } from './imports.table.js';
import {
  readDeadFills,
  readExpired,
  readPartlyDeleted,
  readSourcedTrades,
  readTradesByHand,
} from './standing-trades.table.js';
import { readTakenBack } from './taken-back.js';
import { toldFillsOf } from './told-fills.js';
import type { ToldBySource } from './told-fills.js';
import type { ReadImportFile } from './read-files.js';

/** What of a ledger the plan of an import stands on. */
export async function standingFor(
  tx: TenantTransaction,
  files: readonly ReadImportFile[],
  options: ImportOptions,
): Promise<Standing> {
  const { settings, accounts } = await readMemberSetup(tx);
  const id = options.accountId;
  const known = id === null ? undefined : accounts.get(id);
  const { baseCurrency } = settings;
  if (id === null || !known) return { ...NOTHING_STANDS, baseCurrency };
  const account = { id, currency: known.currency, open: known.open };
  const [waiting, voided] = [await readWaiting(tx, id), await readVoided(tx, id)];
  const { told } = toldFillsOf(files, options, account);
  const last = lastHolding(files, options);
  const expired = last ? await readExpired(tx, id, last.at) : [];
  const instruments = [...[...told, ...waiting].map(({ fill }) => fill.instrument), ...expired];
  const symbols = [...new Set(instruments.map(({ symbol }) => symbol))];
  const voidedNow = voidedIn(files, options);
  const keys = [...told.map(({ fill }) => fill.key), ...voidedNow];
  const expiries = new Set(instruments.filter(({ assetType }) => assetType === 'option').map(expiryKey));
  const [trades, byHand, deleted] = await Promise.all([
    readSourcedTrades(tx, id, { symbols, keys }),
    readTradesByHand(tx, id, symbols, rootsIn(told)),
    options.bringBack ? new Set<string>() : readDeleted(tx, id, [...keys, ...expiries]),
  ]);
  const [changed, partlyDeleted] = [
    await readChangedByHand(tx, trades, id, { told, voided: voidedNow }),
    await readPartlyDeleted(tx, id, keys),
  ];
  const changedByHand = new Set([...changed, ...partlyDeleted]);
  return { account, baseCurrency, trades, byHand, deleted, changedByHand, waiting, voided };
}

/** The roots of the futures among fills. */
function rootsIn(told: readonly ToldBySource[]): readonly string[] {
  const futures = told.filter(({ fill }) => fill.instrument.assetType === 'future');
  return [...new Set(futures.flatMap(({ fill }) => contractMonthOf(fill.instrument.symbol, fill.at)?.root ?? []))];
}

/** The keys of fills that the member deleted. What was taken back as if it had never been may come again. */
async function readDeleted(
  tx: TenantTransaction,
  accountId: string,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const dead = await readDeadFills(tx, accountId, keys);
  if (dead.length === 0) return new Set();
  const undone = await readTakenBack(tx, dead);
  return new Set(dead.filter((fill) => !undone(fill)).map(({ key }) => key));
}
