import { exactly } from '@singularity/domain';
import type { AccountCommand, BalanceReason, Day, DecimalText, Instant, TradeCommand } from '@singularity/domain';
import { DemoCalendar } from './demo-calendar.js';
import { CASH, FORTNIGHTS, LIVE_FORTNIGHTS } from './demo-plan.js';
import type { DemoAccountKey } from './demo-plan.js';
import { addition, recordingOf, recordingWhole } from './demo-recording.js';
import type { DemoIds, KeyedCommand, TradeStep } from './demo-recording.js';
import { DAY_NOTES, DEMO_STORIES, FUNDED, PAYOUT, REVIEW } from './demo-stories.js';
import { momentOf, toldTrade } from './demo-story-trade.js';
import { demoTrades, FORTNIGHT } from './demo-trades.js';
import type { DemoTrade } from './demo-trades.js';

interface OfAccount {
  readonly at: Instant;
  readonly account: DemoAccountKey;
}
/** Money in, or out where it is negative. */
export interface DemoTransfer extends OfAccount {
  readonly amount: DecimalText;
  readonly reason: BalanceReason;
}
type AccountCommandStep = OfAccount & { readonly command: AccountCommand };
interface DayNoteStep {
  readonly at: Instant;
  readonly day: Day;
  readonly notes: string;
}
export type DemoStep = TradeStep | DemoTransfer | AccountCommandStep | DayNoteStep;

/** In minutes after midnight in New York. */
const RECORDED = 17 * 60;
const TRANSFER = 17 * 60 + 30;

/** Five months of a journal that end on the last trading day before today, in the order in which it would have been kept. */
export function demoSteps(now: Instant, ids: DemoIds): readonly DemoStep[] {
  const calendar = new DemoCalendar(now, FORTNIGHTS.length * FORTNIGHT);
  const fortnights = demoTrades(calendar);
  const [imported, live] = [fortnights.slice(0, -LIVE_FORTNIGHTS), fortnights.slice(-LIVE_FORTNIGHTS).flat()];
  const told = DEMO_STORIES.map((story, index) => toldTrade(calendar, story, `${index} ${story.symbol}`));
  const endOf = (fortnight: number, minutes: number) => calendar.at((fortnight + 1) * FORTNIGHT - 1, minutes);
  const steps: readonly DemoStep[] = [
    ...inMonths(imported).map(({ trades, until }) => ({
      at: endOf(until, RECORDED),
      batch: trades.map((trade) => ({ key: trade.key, command: addition(trade, ids) })),
    })),
    ...CASH.map(({ fortnight, account, amount, reason }) => ({
      ...{ at: endOf(fortnight, TRANSFER), account, amount: exactly(amount), reason },
    })),
    { ...FUNDED, at: momentOf(calendar, FUNDED.at) },
    { ...PAYOUT, at: momentOf(calendar, PAYOUT.at), amount: exactly(PAYOUT.amount) },
    ...live.map((trade) => recordingWhole(trade, ids)),
    ...DAY_NOTES.map(({ at, notes }) => ({
      ...{ at: momentOf(calendar, at), day: calendar.day(calendar.days.length - at[0]), notes },
    })),
    ...told.flatMap((trade) => recordingOf(trade, ids)),
    {
      at: momentOf(calendar, REVIEW.at),
      batch: live
        .filter(({ outcome }) => outcome === REVIEW.outcome)
        .map(({ key }) => ({ key, command: tagging(ids.newId()) })),
    },
  ];
  return joined([...steps].sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at))));
}

/** Two fortnights each; `until` is the number of the last one. */
function inMonths(fortnights: readonly (readonly DemoTrade[])[]) {
  const begins = fortnights.flatMap((_, index) => (index % 2 === 0 ? [index] : []));
  return begins.map((from) => ({
    trades: fortnights.slice(from, from + 2).flat(),
    until: Math.min(from + 1, fortnights.length - 1),
  }));
}

/** What is done to one trade after another goes in one, as far as no trade comes twice: it is much sooner done. */
function joined(steps: readonly DemoStep[]): readonly DemoStep[] {
  const fewer: DemoStep[] = [];
  for (const step of steps) {
    const last = fewer.at(-1);
    const goesOn = last && 'each' in last && 'each' in step && !step.each.some(({ key }) => isIn(last.each, key));
    if (goesOn) fewer[fewer.length - 1] = { at: step.at, each: [...last.each, ...step.each] };
    else fewer.push(step);
  }
  return fewer;
}

function isIn(commands: readonly KeyedCommand[], key: string): boolean {
  return commands.some((one) => one.key === key);
}

function tagging(newExecutionId: string): TradeCommand {
  return { type: 'EditTrade', fields: {}, shorthand: {}, retag: { add: [REVIEW.tag], remove: [] }, newExecutionId };
}
