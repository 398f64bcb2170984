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

/** `bytes` bounds the document as JSON; widths are in pixels. */
export const PREFERENCE_LIMITS = {
  bytes: 16_384,
  feePresets: 100,
  platforms: 50,
  columns: 60,
  columnName: 40,
  views: 20,
  viewName: 40,
  viewSearch: 2_000,
  columnWidth: { min: 20, max: 2_000 },
} as const;
