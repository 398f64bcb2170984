import type { AddTradeRequest, EditTradeRequest, TradeAnswer } from '@singularity/contract';
import { inOrder, Refusal, same, trade as rules, ZERO } from '@singularity/domain';
import type { Execution, Instant, Problem, RecordedTrade } from '@singularity/domain';
import { writeMoment } from '../ui/format/moment-text';
import { decideTrade, stateOf } from './decide-trade';
import type { KnownFacts } from './decide-trade';
import { FIELDS, readFields, SHORTHAND } from './draft-fields';
import { Reader } from './draft-reader';
import { draftOf, isBlank } from './trade-draft';
import type { TradeDraft } from './trade-draft';

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
  const lines = shorthand ? [] : readLines(draft, read);
  askForTerms(draft, read);
  const executions = shorthand
    ? { shorthand, ids: ['entry', 'exit'] as const }
    : lines.map(({ execution }) => execution);
  const trade = decideTrade({ type: 'AddTrade', fields, executions }, rules.initial, setting);
  if (trade instanceof Refusal) return read.together(atLines(trade.problems, lines));
  if (read.problems.length > 0) return read.problems;
  return { trade, request: { ...fields, ...(shorthand ?? { executions: lines.map(toRequest) }) } };
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
  const state = stateOf(trade);
  const fields = changedIn(draft, before, readFields(FIELDS, draft, read));
  const shorthand = draft.fills === 'one' ? changedIn(draft, before, readFields(SHORTHAND, draft, read)) : {};
  const lines = draft.fills === 'one' ? [] : readLines(draft, read, state.details.executions);
  askForTerms(draft, read, before);
  const changed = lines.length > 0 && !same(inOrder(lines.map(toExecution)), inOrder(state.details.executions));
  const after = decideTrade(
    { type: 'EditTrade', fields, shorthand, newExecutionId: 'exit', ...(changed && { executions: lines }) },
    state,
    setting,
  );
  if (after instanceof Refusal) return read.together(atLines(after.problems, lines));
  if (read.problems.length > 0) return read.problems;
  return { trade: after, request: { ...fields, ...shorthand, ...(changed && { executions: lines.map(toRequest) }) } };
}

export function isRead<Request>(read: ReadTrade<Request> | readonly Problem[]): read is ReadTrade<Request> {
  return 'trade' in read;
}

export function problemsOf(read: ReadTrade<unknown> | readonly Problem[]): readonly Problem[] {
  return isRead(read) ? [] : read;
}

/** The ledger takes options without their terms, as some brokers' files have none; who types one is asked for them. */
function askForTerms(draft: TradeDraft, read: Reader, before?: TradeDraft): void {
  if (draft.assetType !== 'option') return;
  const missing = (name: 'strike' | 'expiration') =>
    draft[name].trim() === '' && !(before?.assetType === 'option' && before[name] === '');
  if (missing('strike')) read.fail('strike', 'Enter a strike.', null);
  if (missing('expiration')) read.fail('expiration', 'Enter an expiration.', null);
}

/** A line of the form in which something stands. */
interface Line {
  /** Its place in the form. */
  readonly index: number;
  readonly execution: Execution;
  readonly isNew: boolean;
}

/** A time alone is meant on the day of the line above. Where it was not touched it stays exactly as it is. */
function readLines({ executions }: TradeDraft, read: Reader, known: readonly Execution[] = []): readonly Line[] {
  let above: Instant | null = null;
  return executions.flatMap((line, index): readonly Line[] => {
    if (isBlank(line, index)) return [];
    const field = (name: string) => `executions.${index}.${name}`;
    const old = known.find(({ id }) => id === line.id);
    const untouched = old && writeMoment(old.at, read.timeZone) === line.at;
    const at: Instant = untouched ? old.at : read.moment(field('at'), line.at, above);
    above = at || above;
    const execution: Execution = {
      id: line.id || `new-${index}`,
      type: line.type,
      at,
      quantity: read.number(field('quantity'), line.quantity),
      price: read.number(field('price'), line.price),
      fees: read.optionalNumber(field('fees'), line.fees) ?? ZERO,
    };
    return [{ index, execution, isNew: line.id === '' }];
  });
}

/** Faults of fills, at their lines. */
function atLines(problems: readonly Problem[], lines: readonly Line[]): readonly Problem[] {
  return problems.map((problem) => ({
    ...problem,
    field: problem.field.replace(/(?<=^executions\.)\d+/, (place) => String(lines[Number(place)]?.index ?? place)),
  }));
}

function toExecution({ execution }: Line): Execution {
  return execution;
}

function toRequest({ execution: { id, ...said }, isNew }: Line) {
  return isNew ? said : { id, ...said };
}

function changedIn<Fields extends object>(draft: TradeDraft, before: TradeDraft, fields: Fields): Partial<Fields> {
  const changed = (name: string) => draft[name as keyof TradeDraft] !== before[name as keyof TradeDraft];
  return Object.fromEntries(Object.entries(fields).filter(([name]) => changed(name))) as Partial<Fields>;
}
