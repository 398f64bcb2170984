import { ApiProperty } from '@nestjs/swagger';
import type { ApiPropertyOptions } from '@nestjs/swagger';
import type { FieldChange, Problem, Receipt } from '@singularity/domain';
import type { ProblemDetails } from '../plain/problem.js';

/** Documents a field of an answer. */
export const Text = (more: ApiPropertyOptions = {}) => ApiProperty({ type: String, ...more } as ApiPropertyOptions);
export const Money = (more: ApiPropertyOptions = {}) =>
  ApiProperty({ type: String, example: '187.23', ...more } as ApiPropertyOptions);
export const Moment = (more: ApiPropertyOptions = {}) =>
  ApiProperty({ type: String, format: 'date-time', ...more } as ApiPropertyOptions);
export const Id = (more: ApiPropertyOptions = {}) =>
  ApiProperty({ type: String, format: 'uuid', ...more } as ApiPropertyOptions);
export const Count = (more: ApiPropertyOptions = {}) => ApiProperty({ type: 'integer', ...more } as ApiPropertyOptions);
export const Flag = (more: ApiPropertyOptions = {}) => ApiProperty({ type: Boolean, ...more } as ApiPropertyOptions);
export const Choice = (choices: readonly string[], more: ApiPropertyOptions = {}) =>
  ApiProperty({ enum: choices, ...more } as ApiPropertyOptions);
export const OrNull = { nullable: true } as const;

const JSON_TYPES = ['string', 'number', 'boolean', 'object'].map((type) => ({ type }));
/** Without one type, which a document says by all of them. */
const AnyJson = (more: ApiPropertyOptions) =>
  ApiProperty({ ...OrNull, oneOf: [...JSON_TYPES, { type: 'array', items: {} }], ...more } as ApiPropertyOptions);

export class FieldChangeView implements FieldChange {
  @Text() field!: string;
  @AnyJson({ description: 'What stood before.' }) from!: unknown;
  @AnyJson({ description: 'What stands since.' }) to!: unknown;
}

export class FieldProblemView implements Problem {
  @Text() field!: string;
  @Text() message!: string;
}

export class ProblemView implements ProblemDetails {
  @Text() type!: string;
  @Text() title!: string;
  @Count() status!: number;
  @Text({ required: false }) detail?: string;
  @ApiProperty({ type: [FieldProblemView], required: false }) errors?: FieldProblemView[];
  @Count({ required: false }) expectedStreamVersion?: number;
  @Count({ required: false }) currentStreamVersion?: number;
  @Text({ required: false, description: 'Of an error of ours: what to name when it is reported.' }) requestId?: string;
}

export class ReceiptView implements Receipt {
  @Count({ description: 'The version of the ledger after the command.' }) version!: number;
  @Text({ description: 'The hash of its head: a later export must contain it.' }) hash!: string;
}
