import type { AccountCommand } from '../../account/account.commands.js';
import type { TradeCommand, TradeFields } from '../../trade/trade.commands.js';
import type { Rational } from './rational.js';
import { add, compare, NONE, rational, subtract, total, written } from './rational.js';
import { isSound, netUntil, openQuantity, oracleFigures } from './trade-oracle.js';
import type { ToldExecution, ToldTrade } from './trade-oracle.js';

export type Verdict = 'refused' | 'nothing' | 'recorded';

interface Writing {
  readonly deleted: boolean;
  readonly firstStop: string | null;
  readonly details: ToldTrade;
}

interface Page {
  deleted: boolean;
  firstStop: string | null;
  details: ToldTrade;
  /** What the page said after each thing that was recorded on it. */
  readonly versions: Writing[];
}

interface Flow {
  readonly at: string;
  readonly amount: Rational;
  readonly balance: string;
  readonly reason: string;
}

interface AccountWriting {
  readonly open: boolean;
  readonly starting: Rational;
  readonly flows: readonly Flow[];
}

interface AccountPage {
  open: boolean;
  starting: Rational;
  readonly currency: string;
  flows: readonly Flow[];
  readonly versions: AccountWriting[];
}

type CommandOf<Type extends TradeCommand['type']> = Extract<TradeCommand, { type: Type }>;

/** The only futures that the reference model knows. */
const FUTURES: Record<string, string> = { '/ESZ6': '50', MNQ: '2' };

const LATEST = '9999';

/** A reference model of accounts and trades: it decides for itself what is sound and counts everything from scratch. */
export class ReferenceModel {
  readonly trades = new Map<string, Page>();
  readonly accounts = new Map<string, AccountPage>();

  constructor(private readonly baseCurrency: string) {}

  addAccount(id: string, currency: string, startingBalance: string): void {
    const page = { open: true, currency, starting: rational(startingBalance), flows: [], versions: [] };
    this.accounts.set(id, page);
    this.write(page);
  }

  balance(id: string): string {
    return written(this.balanceAt(id, LATEST));
  }

  figures(id: string) {
    const page = this.trades.get(id);
    return page && oracleFigures(page.details, page.firstStop);
  }

  account(id: string, command: AccountCommand): Verdict {
    const page = this.accounts.get(id)!;
    switch (command.type) {
      case 'AddAccount':
        return 'refused';
      case 'EditAccount':
        return this.move(page, command.fields.startingBalance);
      case 'CloseAccount':
      case 'ReopenAccount': {
        const open = command.type === 'ReopenAccount';
        if (page.open === open) return 'nothing';
        page.open = open;
        return this.write(page);
      }
      case 'UpdateBalance': {
        const { to } = command;
        const before = this.balanceAt(id, command.at);
        const amount = 'adjustment' in to ? rational(to.adjustment) : subtract(rational(to.balance), before);
        const sign = compare(amount, NONE);
        if (command.at > command.now) return 'refused';
        if (sign === 0) return 'nothing';
        if (sign !== { deposit: 1, withdrawal: -1, fee: -1, correction: sign }[command.reason]) return 'refused';
        page.flows = [
          ...page.flows,
          { at: command.at, amount, balance: written(add(before, amount)), reason: command.reason },
        ];
        return this.write(page);
      }
      case 'Undo':
        return this.takeBack(page, command.streamVersion);
    }
  }

  trade(id: string, command: TradeCommand): Verdict {
    const page = this.trades.get(id);
    if (command.type === 'AddTrade') return page ? 'refused' : this.add(id, command);
    if (!page) return 'refused';
    if (command.type === 'Undo') return this.undo(page, command.streamVersion);
    if (page.deleted !== (command.type === 'RestoreTrade')) return page.deleted ? 'refused' : 'nothing';
    switch (command.type) {
      case 'DeleteTrade':
      case 'RestoreTrade':
        page.deleted = !page.deleted;
        return this.record(page, page.details);
      case 'EditTrade':
        return this.edit(page, command);
      case 'RevertTrade': {
        const target = page.versions[command.toStreamVersion - 1]?.details;
        return target ? this.change(page, target) : 'refused';
      }
      default:
        return this.execute(page, command);
    }
  }

  private balanceAt(id: string, moment: string): Rational {
    const { starting, flows } = this.accounts.get(id)!;
    const moved = flows.filter(({ at }) => at <= moment).map(({ amount }) => amount);
    const earned = [...this.trades.values()]
      .filter(({ deleted, details }) => !deleted && details.accountId === id)
      .map(({ details }) => netUntil(details, moment));
    return total([starting, ...moved, ...earned]);
  }

  private move(page: AccountPage, starting: string | undefined): Verdict {
    if (starting === undefined || compare(rational(starting), page.starting) === 0) return 'nothing';
    page.starting = rational(starting);
    return this.write(page);
  }

  private write(page: AccountPage): Verdict {
    const { open, starting, flows } = page;
    page.versions.push({ open, starting, flows });
    return 'recorded';
  }

  /** What the second writing of an account and each after it changed is one thing: status, starting balance or one flow. */
  private takeBack(page: AccountPage, version: number): Verdict {
    const [old, made] = [page.versions[version - 2], page.versions[version - 1]];
    if (!old || !made) return 'refused';
    if (old.open !== made.open) {
      if (page.open === old.open) return 'nothing';
      page.open = old.open;
      return this.write(page);
    }
    if (compare(old.starting, made.starting) !== 0) {
      if (compare(page.starting, old.starting) === 0) return 'nothing';
      if (compare(page.starting, made.starting) !== 0) return 'refused';
      page.starting = old.starting;
      return this.write(page);
    }
    const grew = made.flows.length > old.flows.length;
    const [flow] = grew ? made.flows.slice(-1) : old.flows.filter((_, n) => !sameFlow(old.flows[n]!, made.flows[n]));
    if (!flow) throw new Error('Something was written.');
    const index = page.flows.findLastIndex((one) => sameFlow(one, flow));
    if (!grew) {
      const untouched =
        page.flows.length === made.flows.length && page.flows.every((one, n) => sameFlow(one, made.flows[n]));
      if (!untouched) return index < 0 ? 'refused' : 'nothing';
      page.flows = [...page.flows, flow];
    } else if (index < 0) return 'nothing';
    else if (index < page.flows.length - 1) return 'refused';
    else page.flows = page.flows.slice(0, -1);
    return this.write(page);
  }

  private add(id: string, { fields, executions }: CommandOf<'AddTrade'>): Verdict {
    if (!this.takes(fields.accountId)) return 'refused';
    const currency = this.accounts.get(fields.accountId ?? '')?.currency ?? this.baseCurrency;
    const list = 'shorthand' in executions ? fromShort(executions.shorthand, executions.ids) : executions;
    const multiplier = multiplierFor(fields.assetType, fields.symbol, fields.multiplier);
    const details = list && ruled({ ...fields, ...multiplier, currency, executions: list });
    if (!details) return 'refused';
    const page = { deleted: false, firstStop: null, details, versions: [] };
    this.trades.set(id, page);
    return this.record(page, details);
  }

  private edit(page: Page, { fields, shorthand, executions: listed, newExecutionId }: CommandOf<'EditTrade'>): Verdict {
    const before = page.details;
    const { accountId = before.accountId } = fields;
    if (accountId !== before.accountId && !this.takes(accountId, before.currency)) return 'refused';
    const executions = listed
      ? editListed(before.executions, listed)
      : editShort(before.executions, shorthand, newExecutionId);
    const told = { ...before, ...fields };
    const side = told.assetType === 'option' ? told.side : (fields.side ?? null);
    const details = executions && ruled({ ...told, ...multiplierAfter(before, fields), side, executions });
    return details ? this.change(page, details) : 'refused';
  }

  /** Whether a trade may go there: into no account, or into an open one, of its currency if it has one. */
  private takes(accountId: string | null, currency?: string): boolean {
    const page = this.accounts.get(accountId ?? '');
    return accountId === null || (page?.open === true && (currency ?? page.currency) === page.currency);
  }

  private execute(
    page: Page,
    command: CommandOf<'AddExecution' | 'EditExecution' | 'RemoveExecution' | 'CloseTrade'>,
  ): Verdict {
    const { details } = page;
    const executions = executionsAfter(details.executions, command);
    return executions && isSound(executions, details.assetType)
      ? this.change(page, { ...details, executions })
      : 'refused';
  }

  private change(page: Page, details: ToldTrade): Verdict {
    return said(details) === said(page.details) ? 'nothing' : this.record(page, details);
  }

  private record(page: Page, details: ToldTrade): Verdict {
    page.details = details;
    page.firstStop ??= details.stopPrice;
    page.versions.push({ deleted: page.deleted, firstStop: page.firstStop, details });
    return 'recorded';
  }

  private undo(page: Page, version: number): Verdict {
    const [old, made] = [page.versions[version - 2], page.versions[version - 1]];
    if (!made) return 'refused';
    if (!old && !page.deleted && said(page.details) !== said(made.details)) return 'refused';
    const wasDeleted = old ? old.deleted : true;
    if (wasDeleted !== made.deleted) {
      if (page.deleted === wasDeleted) return 'nothing';
      page.deleted = wasDeleted;
      return this.record(page, page.details);
    }
    if (page.deleted || !old) return 'refused';
    const told = without(old.details, made.details, page.details);
    const details = told && ruled(told);
    if (!details) return 'refused';
    if (said(details) === said(page.details)) return 'nothing';
    if (old.firstStop !== made.firstStop && page.firstStop === made.firstStop) page.firstStop = old.firstStop;
    return this.record(page, details);
  }
}

type Listed = NonNullable<CommandOf<'EditTrade'>['executions']>;

function editListed(before: ToldTrade['executions'], listed: Listed): ToldTrade['executions'] | null {
  const stay = new Map(listed.filter(({ isNew }) => !isNew).map(({ execution }) => [execution.id, execution]));
  if ([...stay.keys()].some((id) => !before.some((one) => one.id === id))) return null;
  const kept = before.flatMap(({ id }) => stay.get(id) ?? []);
  return [...kept, ...listed.filter(({ isNew }) => isNew).map(({ execution }) => execution)];
}

function sameFlow(a: Flow, b: Flow | undefined): boolean {
  if (b === undefined || compare(a.amount, b.amount) !== 0) return false;
  return a.at === b.at && a.balance === b.balance && a.reason === b.reason;
}

/** Every single thing that a trade says, by its path. */
function leaves({ executions, ...told }: ToldTrade): Map<string, string> {
  const fields = Object.entries(told).map(([field, value]) => [field, JSON.stringify(value)] as const);
  const fills = executions.flatMap((one) =>
    Object.entries(one).map(([field, value]) => [`${one.id}/${field}`, JSON.stringify(value)] as const),
  );
  return new Map([...fields, ...fills]);
}

/** What a trade says without one writing; null where something of that was written over. */
function without(old: ToldTrade, made: ToldTrade, now: ToldTrade): ToldTrade | null {
  const [before, after, there] = [leaves(old), leaves(made), leaves(now)];
  const wanted = new Map(there);
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    if (before.get(path) === after.get(path) || there.get(path) === before.get(path)) continue;
    if (there.get(path) !== after.get(path)) return null;
    const value = before.get(path);
    if (value === undefined) wanted.delete(path);
    else wanted.set(path, value);
  }
  const ids = now.executions.map(({ id }) => id).filter((id) => wanted.has(`${id}/id`));
  for (const [index, { id }] of old.executions.entries())
    if (wanted.has(`${id}/id`) && !ids.includes(id)) {
      const earlier = old.executions.slice(0, index).map((one) => one.id);
      ids.splice(Math.max(-1, ...earlier.map((one) => ids.indexOf(one))) + 1, 0, id);
    }
  const read = (path: string) => JSON.parse(wanted.get(path)!) as unknown;
  const fields = Object.keys(now).filter((field) => field !== 'executions');
  return {
    ...(Object.fromEntries(fields.map((field) => [field, read(field)])) as unknown as ToldTrade),
    executions: ids.map((id) => {
      const names = Object.keys((withId(old, id) ?? withId(now, id))!);
      return Object.fromEntries(names.map((name) => [name, read(`${id}/${name}`)])) as unknown as ToldExecution;
    }),
  };
}

function withId({ executions }: ToldTrade, id: string): ToldExecution | undefined {
  return executions.find((one) => one.id === id);
}

/** What a trade says, as one text. */
function said(details: ToldTrade): string {
  const executions = details.executions.map((execution) => Object.entries(execution).toSorted());
  return JSON.stringify(Object.entries({ ...details, executions }).toSorted());
}

function multiplierFor(assetType: string, symbol: string, said: string | null) {
  const table: Record<string, string | undefined> = { stock: '1', crypto: '1', option: '100', future: FUTURES[symbol] };
  return said === null
    ? { multiplier: table[assetType] ?? null, multiplierSource: 'table' }
    : { multiplier: said, multiplierSource: 'user' };
}

function multiplierAfter(before: ToldTrade, fields: Partial<TradeFields>) {
  const { symbol = before.symbol, assetType = before.assetType } = fields;
  const another = symbol !== before.symbol || assetType !== before.assetType;
  const asksTable = another && before.multiplierSource === 'table';
  if (fields.multiplier !== undefined) return multiplierFor(assetType, symbol, fields.multiplier);
  if (asksTable) return multiplierFor(assetType, symbol, null);
  return { multiplier: before.multiplier, multiplierSource: before.multiplierSource };
}

/** The trade as it goes into the model; null if it cannot be. */
function ruled(told: ToldTrade): ToldTrade | null {
  if (!instrumentFits(told) || !isSound(told.executions, told.assetType)) return null;
  const tags = told.tags.filter((tag, index) => told.tags.indexOf(tag) === index);
  return { ...told, side: told.assetType === 'option' ? (told.side ?? 'buy') : null, tags };
}

function instrumentFits({ assetType, direction, side, stopPrice, multiplier }: ToldTrade): boolean {
  const kind = ['CALL', 'PUT'].includes(direction) ? ['option'] : ['stock', 'future', 'crypto'];
  const belowZero = stopPrice?.startsWith('-') ?? false;
  if (!kind.includes(assetType) || multiplier === null) return false;
  if ((side !== null && assetType !== 'option') || (belowZero && assetType !== 'future')) return false;
  return compare(rational(multiplier), NONE) > 0;
}

interface ToldShort {
  readonly quantity: string;
  readonly entryPrice: string;
  readonly entryAt: string;
  readonly exitPrice: string | null;
  readonly exitAt: string | null;
  readonly fees: string;
}

function fromShort(short: ToldShort, [entryId, exitId]: readonly [string, string]): readonly ToldExecution[] | null {
  const { quantity, entryPrice, entryAt, exitPrice, exitAt, fees } = short;
  const entry = { id: entryId, type: 'open', at: entryAt, quantity, price: entryPrice, fees };
  if (exitPrice === null && exitAt === null) return [entry];
  if (exitPrice === null || exitAt === null) return null;
  return [entry, { id: exitId, type: 'close', at: exitAt, quantity, price: exitPrice, fees: '0' }];
}

function toShort(entry: ToldExecution, exit: ToldExecution | undefined): ToldShort {
  return {
    quantity: entry.quantity,
    entryPrice: entry.price,
    entryAt: entry.at,
    exitPrice: exit?.price ?? null,
    exitAt: exit?.at ?? null,
    fees: written(add(rational(entry.fees), rational(exit?.fees ?? '0'))),
  };
}

function editShort(
  before: readonly ToldExecution[],
  edit: Partial<ToldShort>,
  newId: string,
): readonly ToldExecution[] | null {
  if (Object.keys(edit).length === 0) return before;
  const [[entry, second], [exit, another]] = [ofType(before, 'open'), ofType(before, 'close')];
  if (!entry || second || another) return null;
  const told = toShort(entry, exit);
  const wanted = { ...told, ...edit };
  if (JSON.stringify(wanted) === JSON.stringify(told)) return before;
  const made = fromShort(wanted, [entry.id, exit?.id ?? newId]);
  const settled = made?.map((after) => settle(after, after.type === 'open' ? entry : exit, told, wanted));
  return settled ?? null;
}

/** A partial exit keeps its quantity, and fees stay where they were paid until other fees are told. */
function settle(
  after: ToldExecution,
  old: ToldExecution | undefined,
  told: ToldShort,
  wanted: ToldShort,
): ToldExecution {
  if (!old) return after;
  const quantity = old.quantity === told.quantity ? after.quantity : old.quantity;
  return { ...after, quantity, fees: wanted.fees === told.fees ? old.fees : after.fees };
}

function ofType(executions: readonly ToldExecution[], type: string) {
  return executions.filter((execution) => execution.type === type);
}

function executionsAfter(
  executions: readonly ToldExecution[],
  command: CommandOf<'AddExecution' | 'EditExecution' | 'RemoveExecution' | 'CloseTrade'>,
): readonly ToldExecution[] | null {
  if (command.type === 'AddExecution') return [...executions, command.execution];
  if (command.type === 'CloseTrade') {
    const left = openQuantity(executions);
    const { executionId: id, exitAt: at, exitPrice: price, fees } = command;
    const exit = { id, type: 'close', at, quantity: written(left), price, fees };
    return compare(left, NONE) > 0 ? [...executions, exit] : null;
  }
  const index = executions.findIndex(({ id }) => id === command.executionId);
  if (index < 0) return null;
  return command.type === 'RemoveExecution'
    ? executions.toSpliced(index, 1)
    : executions.toSpliced(index, 1, { ...executions[index]!, ...command.fields });
}
