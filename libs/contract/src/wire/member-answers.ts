import { ApiProperty } from '@nestjs/swagger';
import { Choice, Count, Flag, Moment, OrNull, Text } from './answer-fields.js';
import { PageOf } from './page.js';
import {
  CALENDAR_DAYS,
  CLOCKS,
  CURRENCY_DISPLAYS,
  DATE_FORMATS,
  DENSITIES,
  PALETTES,
  WEEK_STARTS,
} from '../plain/preferences.js';
import type {
  CalendarDays,
  Clock,
  CurrencyDisplay,
  DateFormat,
  Density,
  Palette,
  WeekStart,
} from '../plain/preferences.js';

export class ColumnView {
  @Text() readonly name!: string;
  /** Left out where the table decides. */
  @Count({ required: false, description: 'In pixels.' }) readonly width?: number;
}

/** A list of trades that a member comes back to. */
export class SavedViewView {
  @Text() readonly name!: string;
  @Text({ description: 'Its filters and its order, as the query of an address.', example: 'tag=gap&sort=netPnl' })
  readonly search!: string;
  /** Left out where its days are those that `search` names. */
  @Text({ required: false, example: 'This week', description: 'Days that are others every day.' })
  readonly period?: string;
  /** Null, or left out, for those that everybody gets. */
  @ApiProperty({ type: [ColumnView], ...OrNull, required: false }) readonly columns?: readonly ColumnView[] | null;
}

/** GET /api/user/preferences: how the pages look to a member. No facts, and so no events. */
export class PreferencesView {
  @Choice(DENSITIES) readonly density!: Density;
  @Choice(PALETTES) readonly palette!: Palette;
  @Choice(CURRENCY_DISPLAYS) readonly currencyDisplay!: CurrencyDisplay;
  @Choice(DATE_FORMATS) readonly dateFormat!: DateFormat;
  @Choice(CLOCKS) readonly clock!: Clock;
  @Choice(WEEK_STARTS) readonly weekStart!: WeekStart;
  @Choice(CALENDAR_DAYS) readonly calendarDays!: CalendarDays;
  /** Account id → the fees that the form begins with. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  readonly feePresets!: Readonly<Record<string, string>>;
  /** The member's own platforms, offered beside `PLATFORMS`. */
  @ApiProperty({ type: [String] }) readonly platforms!: readonly string[];
  /** The columns of the trades table in their order; null for those that everybody gets. */
  @ApiProperty({ type: [ColumnView], ...OrNull }) readonly tradeColumns!: readonly ColumnView[] | null;
  @ApiProperty({ type: [SavedViewView] }) readonly tradeViews!: readonly SavedViewView[];
}

/** GET /api/user/sessions, newest first. */
export class SessionItemView {
  @Text({ description: 'Names the session here and opens nothing.' }) readonly id!: string;
  @Moment() readonly createdAt!: string;
  @Moment() readonly expiresAt!: string;
  /** As the browser called itself at sign-in. */
  @Text({ example: 'Chrome on Windows' }) readonly device!: string;
  @Flag({ description: 'Whether it is the session that asks.' }) readonly current!: boolean;
}

export class SessionPageView extends PageOf(SessionItemView) {}

/** GET /api/user/storage: what is stored of the ledger that is shown. */
export class StorageView {
  @Count({ description: 'Bytes of events, and for 30 days of what answers repeated requests.' })
  readonly journalBytes!: number;
  @Count({ description: 'Bytes.' }) readonly screenshotBytes!: number;
  @Count({ description: 'Bytes of the files of imports, compressed.' }) readonly importBytes!: number;
  @Count({ description: 'How many bytes all together may be. What needs more is answered with 507.' })
  readonly quotaBytes!: number;
}
