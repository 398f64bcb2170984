export const DENSITIES = ['comfortable', 'compact'] as const;
export type Density = (typeof DENSITIES)[number];

export const PALETTES = ['classic', 'colour-blind'] as const;
/** The colours of profit and loss. */
export type Palette = (typeof PALETTES)[number];

export const CURRENCY_DISPLAYS = ['symbol', 'code'] as const;
export type CurrencyDisplay = (typeof CURRENCY_DISPLAYS)[number];

export const DATE_FORMATS = ['automatic', 'us', 'iso', 'european'] as const;
/** `Nov 27, 2026`, `2026-11-27` or `27 Nov 2026`; automatic is as the browser has it, here and below. */
export type DateFormat = (typeof DATE_FORMATS)[number];

export const CLOCKS = ['automatic', '12-hour', '24-hour'] as const;
export type Clock = (typeof CLOCKS)[number];

export const WEEK_STARTS = ['automatic', 'sunday', 'monday'] as const;
/** The day on which a week begins. */
export type WeekStart = (typeof WEEK_STARTS)[number];

export const CALENDAR_DAYS = ['all', 'weekdays'] as const;
/** Which days of a week a calendar shows: with weekdays alone, weekends come only where something was realized. */
export type CalendarDays = (typeof CALENDAR_DAYS)[number];

export interface ColumnPreference {
  readonly name: string;
  /** In pixels; left out where the table decides. */
  readonly width?: number;
}

/** GET /api/user/preferences: how the pages look to a member. No facts, and so no events. */
export interface Preferences {
  readonly density: Density;
  readonly palette: Palette;
  readonly currencyDisplay: CurrencyDisplay;
  readonly dateFormat: DateFormat;
  readonly clock: Clock;
  readonly weekStart: WeekStart;
  readonly calendarDays: CalendarDays;
  /** Account id → the fees that the form begins with. */
  readonly feePresets: Readonly<Record<string, string>>;
  /** The member's own platforms, offered beside `PLATFORMS`. */
  readonly platforms: readonly string[];
  /** The columns of the trades table in their order; null for those that everybody gets. */
  readonly tradeColumns: readonly ColumnPreference[] | null;
}

/** PUT /api/user/preferences replaces them whole: what is left out is as for a new member. */
export type PreferencesRequest = Partial<Preferences>;

export const DEFAULT_PREFERENCES: Preferences = {
  density: 'comfortable',
  palette: 'classic',
  currencyDisplay: 'symbol',
  dateFormat: 'automatic',
  clock: 'automatic',
  weekStart: 'automatic',
  calendarDays: 'all',
  feePresets: {},
  platforms: [],
  tradeColumns: null,
};

/** `bytes` bounds the document as JSON; widths are in pixels. */
export const PREFERENCE_LIMITS = {
  bytes: 16_384,
  feePresets: 100,
  platforms: 50,
  columns: 60,
  columnName: 40,
  columnWidth: { min: 20, max: 2_000 },
} as const;

/** GET /api/user/sessions, newest first. */
export interface SessionItem {
  /** Names the session here and opens nothing. */
  readonly id: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  /** Such as "Chrome on Windows", as the browser called itself at sign-in. */
  readonly device: string;
  /** Whether it is the session that asks. */
  readonly current: boolean;
}

/** DELETE /api/user: the member's username, typed by somebody who means it. */
export interface EraseRequest {
  confirm: string;
}
