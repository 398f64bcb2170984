import { DEFAULT_TRADE_FIELDS, decimal, exactly, toText } from '@singularity/domain';
import type { Instant, TradeCommand, TradeFields } from '@singularity/domain';
import type { DemoCalendar } from './demo-calendar.js';
import type { DemoStory, StoryChange, StoryTime } from './demo-stories.js';
import type { DemoTrade } from './demo-trades.js';

/** A change after the fact: a command, or the last one taken back. */
export interface DemoChange {
  readonly at: Instant;
  readonly does: Pick<Extract<TradeCommand, { type: 'EditTrade' }>, 'fields' | 'shorthand'> | 'delete' | 'undo';
}

export interface ToldTrade extends DemoTrade {
  readonly changes: readonly DemoChange[];
}

const CLOSING_BELL = '18:00';

export function toldTrade(calendar: DemoCalendar, story: DemoStory, key: string): ToldTrade {
  const { account, symbol, assetType, direction, option, fee = '0' } = story;
  return {
    key,
    account,
    fields: {
      ...DEFAULT_TRADE_FIELDS,
      ...{ symbol, assetType, direction, stopPrice: story.stop ? exactly(story.stop) : null },
      ...{ notes: story.notes ?? null, tags: story.tags },
      ...(option && contractOf(calendar, option)),
    },
    executions: story.fills.map(([type, at, quantity, price]) => ({
      ...{ type, at: momentOf(calendar, at), quantity: exactly(quantity), price: exactly(price) },
      // Nobody asks a fee for what has expired.
      fees: toText(
        decimal(exactly(price === '0' ? '0' : fee))
          .times(decimal(exactly(quantity)))
          .toDecimalPlaces(2),
      ),
    })),
    changes: (story.then ?? []).map((change) => ({ at: momentOf(calendar, change.at), does: deedOf(change) })),
  };
}

function contractOf(
  calendar: DemoCalendar,
  { side, strike, expires }: NonNullable<DemoStory['option']>,
): Pick<TradeFields, 'side' | 'strike' | 'expiration'> {
  const last = calendar.days.length - 1;
  const expiration = expires === null ? calendar.fridayAfter(last, 2) : calendar.day(last + 1 - expires);
  return { side, strike: exactly(strike), expiration };
}

function deedOf({ does, stop, notes, exitPrice, fees }: StoryChange): DemoChange['does'] {
  if (does) return does;
  return {
    fields: { ...(stop && { stopPrice: exactly(stop) }), ...(notes && { notes }) },
    shorthand: { ...(exitPrice && { exitPrice: exactly(exitPrice) }), ...(fees && { fees: exactly(fees) }) },
  };
}

/** An evening is one before a trading day. */
export function momentOf(calendar: DemoCalendar, [daysAgo, time]: StoryTime): Instant {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  let day = calendar.days.length - daysAgo;
  while (time > CLOSING_BELL && !calendar.isFollowed(day)) day--;
  return calendar.at(day, hours * 60 + minutes);
}
