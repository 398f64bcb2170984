import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ValidateBy, ValidateIf } from 'class-validator';
import { decimal, parseCurrency, parseDecimal, THEMES } from '@singularity/domain';
import type { DecimalText, Theme } from '@singularity/domain';
import { ChoiceField, CurrencyField, TimeZoneField } from './fields.js';

/** At most so many currencies may have a tolerance of their own. */
const MOST = 50;

/** Currency → an amount of zero or more. */
function ToleranceField() {
  return applyDecorators(
    ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'string' }, example: { USD: '1.50' } }),
    ValidateIf((_object, value) => value !== undefined),
    Transform(({ obj }: { obj: { breakevenTolerance?: unknown } }) => parseTolerances(obj.breakevenTolerance)),
    ValidateBy({
      name: 'tolerances',
      validator: {
        validate: (value) => typeof value === 'object' && value !== null && Object.values(value).every(isTolerance),
        defaultMessage: () => `Enter an amount of zero or more for each currency, for at most ${MOST} currencies.`,
      },
    }),
  );
}

function isTolerance(value: unknown): boolean {
  return typeof value === 'string' && parseDecimal(value) !== null;
}

/** In canonical form; null where there is any fault. */
function parseTolerances(value: unknown): Record<string, DecimalText> | null | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const entries = Object.entries(value as Record<string, unknown>).map(([key, amount]) => {
    const parsed = typeof amount === 'string' ? parseDecimal(amount) : null;
    return [parseCurrency(key), parsed && decimal(parsed).gte(0) ? parsed : null] as const;
  });
  if (entries.length > MOST || entries.some(([currency, amount]) => currency === null || amount === null)) return null;
  return Object.fromEntries(entries) as Record<string, DecimalText>;
}

/** PATCH /api/user/settings: only what changes. `breakevenTolerance` replaces the whole table. */
export class ChangeSettingsBody {
  @TimeZoneField({ optional: true }) timeZone?: string;
  @CurrencyField({ optional: true }) baseCurrency?: string;
  @ChoiceField(THEMES, { optional: true }) theme?: Theme;
  @ToleranceField() breakevenTolerance?: Record<string, DecimalText>;
}
