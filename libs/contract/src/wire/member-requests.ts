import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsOptional,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { parseDecimal } from '@singularity/domain';
import type { DecimalText } from '@singularity/domain';
import { ChoiceField, IntegerField, NoListsWithin, TextField, TextListField, WhereGiven } from './fields.js';
import { TEXT_LIMITS } from '../plain/limits.js';
import {
  CALENDAR_DAYS,
  CLOCKS,
  CURRENCY_DISPLAYS,
  DATE_FORMATS,
  DENSITIES,
  PALETTES,
  PREFERENCE_LIMITS,
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

const MOST = PREFERENCE_LIMITS;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Account id → an amount, which is below zero for a rebate. */
function FeePresetsField() {
  return applyDecorators(
    ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'string' } }),
    ValidateIf((_object, value) => value !== undefined),
    Transform(({ obj }: { obj: { feePresets?: unknown } }) => parseFeePresets(obj.feePresets)),
    ValidateBy({
      name: 'feePresets',
      validator: {
        validate: (value) => typeof value === 'object' && value !== null,
        defaultMessage: () => `Enter an amount for each account, for at most ${MOST.feePresets} accounts.`,
      },
    }),
  );
}

/** In canonical form; null where there is any fault. */
function parseFeePresets(value: unknown): Record<string, DecimalText> | null | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const presets = Object.entries(value).map(([accountId, fees]) => [
    accountId.toLowerCase(),
    typeof fees === 'string' ? parseDecimal(fees) : null,
  ]);
  const wrong = presets.some(([accountId, fees]) => fees === null || !UUID.test(accountId ?? ''));
  if (wrong || presets.length > MOST.feePresets) return null;
  return Object.fromEntries(presets) as Record<string, DecimalText>;
}

const COLUMN = 'Each column has a name, and may have a width.';

export class ColumnBody {
  @TextField(MOST.columnName) name!: string;
  @IntegerField(MOST.columnWidth.min, MOST.columnWidth.max, { optional: true }) width?: number;
}

/** Null for those that everybody gets. */
function ColumnsField() {
  return applyDecorators(
    ApiProperty({ type: [ColumnBody], required: false, nullable: true, maxItems: MOST.columns }),
    IsOptional(),
    IsArray({ message: 'Enter a list of columns.' }),
    ArrayMaxSize(MOST.columns, { message: `Use at most ${MOST.columns} columns.` }),
    ArrayUnique((column: Partial<ColumnBody> | null) => column?.name, { message: 'List each column once.' }),
    NoListsWithin(COLUMN),
    ValidateNested({ each: true, message: COLUMN }),
    Type(() => ColumnBody),
  );
}

const VIEW = 'Each view has a name and a search, and may have a period and columns.';

export class SavedViewBody {
  @TextField(MOST.viewName) name!: string;
  @TextField(MOST.viewSearch) search!: string;
  @TextField(MOST.viewName, { optional: true }) period?: string;
  @ColumnsField() columns?: readonly ColumnBody[] | null;
}

/** PUT /api/user/preferences replaces them whole: what is left out is as for a new member. */
export class PreferencesBody {
  @ChoiceField(DENSITIES, { optional: true }) density?: Density;
  @ChoiceField(PALETTES, { optional: true }) palette?: Palette;
  @ChoiceField(CURRENCY_DISPLAYS, { optional: true }) currencyDisplay?: CurrencyDisplay;
  @ChoiceField(DATE_FORMATS, { optional: true }) dateFormat?: DateFormat;
  @ChoiceField(CLOCKS, { optional: true }) clock?: Clock;
  @ChoiceField(WEEK_STARTS, { optional: true }) weekStart?: WeekStart;
  @ChoiceField(CALENDAR_DAYS, { optional: true }) calendarDays?: CalendarDays;
  @FeePresetsField() feePresets?: Record<string, DecimalText>;

  @ArrayUnique({ message: 'List each platform once.' })
  @TextListField(TEXT_LIMITS.platform, MOST.platforms, { optional: true })
  platforms?: readonly string[];

  @ColumnsField() tradeColumns?: readonly ColumnBody[] | null;

  @ApiProperty({ type: [SavedViewBody], required: false, maxItems: MOST.views })
  @WhereGiven()
  @IsArray({ message: 'Enter a list of views.' })
  @ArrayMaxSize(MOST.views, { message: `Save at most ${MOST.views} views.` })
  @ArrayUnique((view: Partial<SavedViewBody> | null) => view?.name, { message: 'Give each view a name of its own.' })
  @NoListsWithin(VIEW)
  @ValidateNested({ each: true, message: VIEW })
  @Type(() => SavedViewBody)
  tradeViews?: readonly SavedViewBody[];
}

/** DELETE /api/user: typed by somebody who means it. */
export class EraseBody {
  @TextField(100, { description: 'The username of the member.' }) confirm!: string;
}
