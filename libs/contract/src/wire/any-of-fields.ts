import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, isUUID, ValidateBy, ValidateIf } from 'class-validator';
import { parseSymbol } from '@singularity/domain';
import { MOST_FILTER_VALUES } from '../plain/trade-query.js';
import { isText } from './fields.js';

/** A filter in a query, which may be repeated: any of the values. One value is a list of one; doubles are dropped. */
function anyOf(parse: (text: string) => string | null, message: string, api: Record<string, unknown>) {
  const parsed = (value: unknown) => (typeof value === 'string' ? (parse(value) ?? value) : value);
  return applyDecorators(
    ApiProperty({
      type: 'array',
      items: { type: 'string', ...api },
      maxItems: MOST_FILTER_VALUES,
      required: false,
      description: 'Repeated: any of these.',
    }),
    ValidateIf((_query, value) => value !== undefined),
    Transform(({ value }: { value: unknown }) =>
      value === undefined ? value : [...new Set([value].flat().map(parsed))],
    ),
    ArrayMaxSize(MOST_FILTER_VALUES, { message: `Use at most ${MOST_FILTER_VALUES}.` }),
    ValidateBy({
      name: 'anyOf',
      validator: {
        validate: (values: unknown[]) => values.every((value) => typeof value === 'string' && parse(value) !== null),
        defaultMessage: () => message,
      },
    }),
  );
}

export const AnySymbol = () => anyOf(parseSymbol, 'This is not a symbol.', { example: 'AAPL' });

export const AnyId = () =>
  anyOf((text) => (isUUID(text, 'all') ? text.toLowerCase() : null), 'Not a valid id.', {
    format: 'uuid',
  });

export const AnyText = (maxLength: number) =>
  anyOf(
    (text) => (isText(text, maxLength) && text.trim() !== '' ? text : null),
    `Use at most ${maxLength} characters, without control characters.`,
    { maxLength },
  );

export const AnyChoice = (choices: readonly string[]) =>
  anyOf((text) => (choices.includes(text) ? text : null), `Choose among ${choices.join(', ')}.`, {
    enum: choices,
  });
