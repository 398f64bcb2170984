import { Refusal, decimal, expiryKey, instrumentKey, sourcedFillsOf, sum, trade } from '@singularity/domain';
import type { FillInstrument, TradeCommand, TradeState } from '@singularity/domain';
import { lastHolding, voidedIn } from '../../src/imports/broker-facts.js';
import { UNANSWERED } from '../../src/imports/import-options.js';
import type { ImportedBytes } from '../../src/imports/import-options.js';
import { planImport } from '../../src/imports/import-plan.js';
import type { ImportPlan, Standing } from '../../src/imports/import-plan.js';
import { readAll } from '../../src/imports/read-files.js';
import type { ReadImportFile } from '../../src/imports/read-files.js';
import type { StandingVersion } from '../../src/imports/standing-trades.table.js';
import { toldFillsOf } from '../../src/imports/told-fills.js';
import type { WaitingFill } from '../../src/imports/told-fills.js';

const ACCOUNT = { id: 'account', currency: 'USD', open: true };
const OPTIONS = { ...UNANSWERED, accountId: ACCOUNT.id, timeZone: 'America/New_York' };
const FACTS = { baseCurrency: 'USD', account: ACCOUNT, target: null, undoing: null };

/** What was imported, in trades or waiting for what opened it: without ids, and without who told of it. */
export interface SaidFill {
  readonly instrument: string;
  readonly side: string;
  readonly quantity: string;
  readonly price: string;
  readonly at: string;
  readonly fees: string;
}

/** The journal of one account in memory: what the tables of imports and trades keep, by the rules that stand behind them. */
export class Journal {
  private readonly trades = new Map<string, TradeState>();
  private readonly waiting: WaitingFill[] = [];
  private readonly voided = new Set<string>();
  /** Of fills that stood in a trade at some time. */
  private readonly keys = new Set<string>();
  private made = 0;

  /** Imports files as one import, as a run of a sync does. */
  async import(contents: readonly Uint8Array[]): Promise<ImportPlan> {
    const files = await readAll(contents.map(named), OPTIONS, () => Promise.resolve(null));
    const plan = planImport(files, OPTIONS, this.standingFor(files), () => `id${(this.made += 1)}`);
    for (const { streamId, command } of plan.groups.flat()) this.decide(streamId, command);
    this.waiting.push(...plan.waiting);
    for (const key of plan.voided) this.voided.add(key);
    for (const key of this.fillsInTrades().keys()) this.keys.add(key);
    return plan;
  }

  /** What the trades say, each a text: without ids, and without who told of them or of what a point is worth. */
  said(timeOf: (at: string) => string = (at) => at): readonly string[] {
    return this.standing()
      .map(({ details: { executions, currency: _, multiplierSource: _source, ...details } }) => {
        const fills = executions
          .map(({ id: _id, source: _told, ...execution }) => JSON.stringify({ ...execution, at: timeOf(execution.at) }))
          .sort();
        return [JSON.stringify(details), ...fills].join('\n');
      })
      .sort();
  }

  /** All fills, those in trades and those that wait. */
  fills(): readonly SaidFill[] {
    const inTrades = this.fillsInTrades();
    const left = this.waiting.filter(({ fill }) => !this.voided.has(fill.key));
    const waiting = new Map(left.map(({ fill }) => [fill.key, fill] as const));
    return [...new Map([...waiting, ...inTrades]).values()].map((fill) => ({
      instrument: instrumentKey(fill.instrument),
      side: fill.side,
      quantity: fill.quantity,
      price: fill.price,
      at: fill.at,
      fees: fill.fees,
    }));
  }

  /** The symbols of the trades that are not flat. */
  openSymbols(): readonly string[] {
    return this.standing().flatMap(({ details: { symbol, executions } }) => {
      const left = executions.map(({ type, quantity }) => decimal(quantity).times(type === 'open' ? 1 : -1));
      return sum(left).isZero() ? [] : [symbol];
    });
  }

  private fillsInTrades() {
    return sourcedFillsOf(
      this.standing().map(({ details }) => details),
      ACCOUNT.id,
    );
  }

  private standing(): readonly StandingVersion[] {
    return [...this.trades].flatMap(([id, state]) =>
      state.status === 'recorded' ? [{ id, details: state.details, streamVersion: 1 }] : [],
    );
  }

  /** As `standingFor` of the imports finds it. */
  private standingFor(files: readonly ReadImportFile[]): Standing {
    const { told } = toldFillsOf(files, OPTIONS, ACCOUNT);
    const instruments = [...[...told, ...this.waiting].map(({ fill }) => fill.instrument), ...this.expired(files)];
    const symbols = new Set(instruments.map(({ symbol }) => symbol));
    const keys = new Set([...told.map(({ fill }) => fill.key), ...voidedIn(files, OPTIONS)]);
    const expiries = instruments.filter(({ assetType }) => assetType === 'option').map(expiryKey);
    const live = this.fillsInTrades();
    const isDead = (key: string) => this.keys.has(key) && !live.has(key);
    return {
      account: ACCOUNT,
      baseCurrency: 'USD',
      trades: this.standing().filter(
        ({ details: { symbol, executions } }) =>
          symbols.has(symbol) || executions.some(({ source }) => source && keys.has(source.key)),
      ),
      byHand: [],
      deleted: new Set([...keys, ...expiries].filter(isDead)),
      changedByHand: new Set(),
      waiting: this.waiting,
      voided: this.voided,
    };
  }

  /** Options of open trades that were past their last day when the broker last said what is held. */
  private expired(files: readonly ReadImportFile[]): readonly FillInstrument[] {
    const last = lastHolding(files, OPTIONS);
    if (!last) return [];
    return this.standing().flatMap(({ details }) => {
      const { symbol, assetType, direction, strike, expiration } = details;
      const isOver = assetType === 'option' && expiration !== null && expiration < last.at.slice(0, 10);
      const right = direction === 'CALL' || direction === 'PUT' ? direction : null;
      return isOver ? [{ symbol, assetType, direction: right, strike, expiration }] : [];
    });
  }

  private decide(streamId: string, command: TradeCommand): void {
    const state = this.trades.get(streamId) ?? trade.initial;
    const events = trade.decide(command, state, FACTS);
    if (events instanceof Refusal) throw new Error(`${command.type}: ${events.message}`);
    this.trades.set(streamId, events.reduce(trade.evolve, state));
  }
}

function named(content: Uint8Array, index: number): ImportedBytes {
  return { name: `file ${index + 1}`, content };
}
