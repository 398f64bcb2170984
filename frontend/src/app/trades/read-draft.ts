import type { AddTradeRequest, EditTradeRequest, ExecutionRequest, TradeAnswer } from '@singularity/contract';
import { Refusal, trade as rules, ZERO } from '@singularity/domain';
import type { Execution, Instant, Problem, RecordedTrade } from '@singularity/domain';
import { decideTrade, stateOf } from './decide-trade';
import type { KnownFacts } from './decide-trade';
import { FIELDS, readFields, SHORTHAND } from './draft-fields';
import { Reader } from './draft-reader';
import { draftOf } from './trade-draft';
import type { ExecutionDraft, TradeDraft } from './trade-draft';

export interface DraftSetting extends KnownFacts {
  readonly timeZone: string;
}

/** What a draft says, once it is sound: what to send, and the trade that it makes. */
export interface ReadTrade<Request> {
  readonly trade: RecordedTrade;
  readonly request: Request;
}

/** Reads a new trade and has the rules of the domain decide on it, or names every field at fault. */
export function readDraft(draft: TradeDraft, setting: DraftSetting): ReadTrade<AddTradeRequest> | readonly Problem[] {
  const read = new Reader(setting.timeZone);
  const fields = readFields(FIELDS, draft, read);
  const shorthand = draft.fills === 'one' ? readFields(SHORTHAND, draft, read) : null;
  const list = shorthand ? [] : readExecutions(draft, read);
  askForTerms(draft, read);
  const executions = shorthand ? { shorthand, ids: ['entry', 'exit'] as const } : list;
  const trade = decideTrade({ type: 'AddTrade', fields, executions }, rules.initial, setting);
  if (trade instanceof Refusal) return read.together(trade.problems);
  if (read.problems.length > 0) return read.problems;
  return { trade, request: { ...fields, ...(shorthand ?? { executions: list.map(toRequest) }) } };
}

/**
 * The same for a trade that is recorded: what was changed in the form and nothing else, so that what the form shows
 * less exactly (an hour that comes twice) stays as it was.
 */
export function readEdit(
  draft: TradeDraft,
  trade: TradeAnswer,
  setting: DraftSetting,
): ReadTrade<EditTradeRequest> | readonly Problem[] {
  const read = new Reader(setting.timeZone);
  const before = draftOf(trade, setting.timeZone);
  const fields = changedIn(draft, before, readFields(FIELDS, draft, read));
  const shorthand = draft.fills === 'one' ? changedIn(draft, before, readFields(SHORTHAND, draft, read)) : {};
  askForTerms(draft, read, before);
  const after = decideTrade({ type: 'EditTrade', fields, shorthand, newExecutionId: 'exit' }, stateOf(trade), setting);
  if (after instanceof Refusal) return read.together(after.problems);
  if (read.problems.length > 0) return read.problems;
  return { trade: after, request: { ...fields, ...shorthand } };
}

export function isRead<Request>(read: ReadTrade<Request> | readonly Problem[]): read is ReadTrade<Request> {
  return 'trade' in read;
}

export function problemsOf(read: ReadTrade<unknown> | readonly Problem[]): readonly Problem[] {
  return isRead(read) ? [] : read;
}

/** Reads one execution by itself; its fields are named `at`, `quantity`, `price` and `fees`. */
export function readExecutionDraft(
  draft: ExecutionDraft,
  timeZone: string,
): { readonly request: ExecutionRequest } | { readonly problems: readonly Problem[] } {
  const read = new Reader(timeZone);
  const request = readExecution(draft, '', read);
  return read.problems.length > 0 ? { problems: read.problems } : { request };
}

/** The ledger takes options without their terms, as some brokers' files have none; who types one is asked for them. */
function askForTerms(draft: TradeDraft, read: Reader, before?: TradeDraft): void {
  if (draft.assetType !== 'option') return;
  const missing = (name: 'strike' | 'expiration') =>
    draft[name].trim() === '' && !(before?.assetType === 'option' && before[name] === '');
  if (missing('strike')) read.fail('strike', 'Enter a strike.', null);
  if (missing('expiration')) read.fail('expiration', 'Enter an expiration.', null);
}

function readExecutions({ executions }: TradeDraft, read: Reader): readonly Execution[] {
  let after: Instant | null = null;
  return executions.map((each, index) => {
    const execution: Omit<Execution, 'id'> = readExecution(each, `executions.${index}.`, read, after);
    after = execution.at || after;
    return { id: String(index), ...execution };
  });
}

function readExecution(
  draft: ExecutionDraft,
  prefix: string,
  read: Reader,
  after: Instant | null = null,
): Omit<Execution, 'id'> {
  return {
    type: draft.type,
    at: read.moment(`${prefix}at`, draft.at, after),
    quantity: read.number(`${prefix}quantity`, draft.quantity),
    price: read.number(`${prefix}price`, draft.price),
    fees: read.optionalNumber(`${prefix}fees`, draft.fees) ?? ZERO,
  };
}

function toRequest({ type, at, quantity, price, fees }: Execution): ExecutionRequest {
  return { type, at, quantity, price, fees };
}

function changedIn<Fields extends object>(draft: TradeDraft, before: TradeDraft, fields: Fields): Partial<Fields> {
  const changed = (name: string) => draft[name as keyof TradeDraft] !== before[name as keyof TradeDraft];
  return Object.fromEntries(Object.entries(fields).filter(([name]) => changed(name))) as Partial<Fields>;
}
