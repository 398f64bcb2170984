import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsUUID,
  ValidateBy,
  ValidateIf,
  ArrayMaxSize,
  IsInt,
  Max,
  Min,
} from 'class-validator';
import { parseCurrency, parseDay, parseDecimal, parseInstant, parseSymbol, parseTimeZone } from '@singularity/domain';

/** Whether a field may be left out, and whether it may be null. */
export interface Presence {
  readonly optional?: boolean;
  readonly nullable?: boolean;
  readonly description?: string;
}

/** A text field that must be in a certain form, and is kept in its canonical one. */
function parsedText(
  parse: (text: string) => string | null,
  message: string,
  api: { format?: string; example?: string; pattern?: string },
) {
  return (presence: Presence = {}) =>
    applyDecorators(
      ...present(presence, { type: String, ...api }),
      Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? (parse(value) ?? value) : value)),
      ValidateBy({
        name: 'form',
        validator: {
          validate: (value) => typeof value === 'string' && parse(value) !== null,
          defaultMessage: () => message,
        },
      }),
    );
}

export const DecimalField = parsedText(
  parseDecimal,
  'Enter a number such as "187.23", with at most 18 digits before and 10 after the point.',
  { example: '187.23', pattern: '^-?\\d{1,18}(\\.\\d{1,10})?$' },
);
export const InstantField = parsedText(
  parseInstant,
  'Enter a date and time from 1970 to 2099, such as "2026-01-05T14:30:00Z".',
  { format: 'date-time', example: '2026-01-05T14:30:00Z' },
);
export const DayField = parsedText(parseDay, 'Enter a day such as "2026-01-05".', {
  format: 'date',
  example: '2026-01-05',
});
export const SymbolField = parsedText(
  parseSymbol,
  'Enter a symbol of at most 32 letters, digits and . / - : ^ = @ ! _ & +',
  {
    example: 'AAPL',
  },
);
export const CurrencyField = parsedText(parseCurrency, 'Enter a currency code such as "USD".', {
  example: 'USD',
});
export const TimeZoneField = parsedText(parseTimeZone, 'Choose a time zone such as "America/New_York".', {
  example: 'America/New_York',
});

/** Free text: well-formed, no control characters but line breaks and tabs, with something in it. */
export function TextField(maxLength: number, presence: Presence = {}) {
  return applyDecorators(
    ...present(presence, { type: String, maxLength }),
    ValidateBy({
      name: 'text',
      validator: {
        validate: (value) => isText(value, maxLength) && (value.trim() !== '' || presence.nullable === true),
        defaultMessage: (args) =>
          typeof args?.value === 'string' && args.value.length > maxLength
            ? `Use at most ${maxLength} characters.`
            : 'Enter text without control characters.',
      },
    }),
  );
}

export function TextListField(maxLength: number, maxItems: number, presence: Presence = {}) {
  return applyDecorators(
    ...present(presence, { type: String, isArray: true, maxItems }),
    IsArray({ message: 'Enter a list.' }),
    ArrayMaxSize(maxItems, { message: `Use at most ${maxItems}.` }),
    ValidateBy({
      name: 'texts',
      validator: {
        validate: (value) =>
          Array.isArray(value) && value.every((text: unknown) => isText(text, maxLength) && text.trim() !== ''),
        defaultMessage: () => `Each must be text of at most ${maxLength} characters, without control characters.`,
      },
    }),
  );
}

/** Beside a list of objects: a list would pass as one of them, as if it were what is in it. */
export function NoListsWithin(message: string) {
  return ValidateBy({
    name: 'noListsWithin',
    validator: {
      validate: (value) => !Array.isArray(value) || !value.some((element) => Array.isArray(element)),
      defaultMessage: () => message,
    },
  });
}

/** A field that may be left out, but not be null. */
export function WhereGiven() {
  return ValidateIf((_object, value) => value !== undefined);
}

export function ChoiceField(choices: readonly string[], presence: Presence = {}) {
  return applyDecorators(
    ...present(presence, { enum: choices }),
    IsIn(choices, { message: `Choose one of ${choices.join(', ')}.` }),
  );
}

export function FlagField(presence: Presence = {}) {
  return applyDecorators(...present(presence, { type: Boolean }), IsBoolean({ message: 'Enter true or false.' }));
}

export function IdField(presence: Presence = {}) {
  return applyDecorators(
    ...present(presence, { type: String, format: 'uuid' }),
    IsUUID('all', { message: 'Not a valid id.' }),
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toLowerCase() : value)),
  );
}

export function IntegerField(min: number, max: number, presence: Presence = {}) {
  const message = `Enter a whole number from ${min} to ${max}.`;
  return applyDecorators(
    ...present(presence, { type: 'integer', minimum: min, maximum: max }),
    IsInt({ message }),
    Min(min, { message }),
    Max(max, { message }),
  );
}

const WHOLE_NUMBER = /^(0|[1-9]\d{0,15})$/;

/** A whole number in a query, where all is text: digits and nothing else, so that neither "" nor "1e3" is taken for one. */
export function IntegerParameter(min: number, max: number, presence: Presence = {}) {
  return applyDecorators(
    IntegerField(min, max, presence),
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && WHOLE_NUMBER.test(value) ? Number(value) : value,
    ),
  );
}

/** The same, or `all`. */
export function IntegerOrAllParameter(min: number, max: number, presence: Presence = {}) {
  const message = `Enter a whole number from ${min} to ${max}, or all.`;
  const isNumber = (value: unknown) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
  return applyDecorators(
    ...present(presence, {
      oneOf: [
        { type: 'integer', minimum: min, maximum: max },
        { type: 'string', enum: ['all'] },
      ],
    }),
    ValidateBy({
      name: 'integerOrAll',
      validator: { validate: (value) => value === 'all' || isNumber(value), defaultMessage: () => message },
    }),
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && WHOLE_NUMBER.test(value) ? Number(value) : value,
    ),
  );
}

function present(
  { optional = false, nullable = false, description }: Presence,
  api: Record<string, unknown>,
): PropertyDecorator[] {
  const documented = ApiProperty({
    ...api,
    required: !optional,
    nullable,
    ...(description ? { description } : {}),
  } as Parameters<typeof ApiProperty>[0]);
  if (optional && nullable) return [documented, IsOptional()];
  if (optional) return [documented, WhereGiven()];
  return nullable ? [documented, ValidateIf((_object, value) => value !== null)] : [documented];
}

/** Control characters, but for tab and line breaks. */
const CONTROL = /(?![\t\n\r])\p{Cc}/u;

export function isText(value: unknown, maxLength: number): value is string {
  return typeof value === 'string' && value.length <= maxLength && value.isWellFormed() && !CONTROL.test(value);
}
