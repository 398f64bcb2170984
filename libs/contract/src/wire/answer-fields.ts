import { ApiProperty } from '@nestjs/swagger';
import type { ApiPropertyOptions } from '@nestjs/swagger';
import { DescribedType } from './described-type.js';
import type { FieldChange, Problem, Receipt } from '@singularity/domain';

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

// What the rules work out themselves has its type there, too; each class is held to it.

export class FieldChangeView extends DescribedType<FieldChange>({
  field: Text(),
  from: AnyJson({ description: 'What stood before.' }),
  to: AnyJson({ description: 'What stands since.' }),
}) {}

export class FieldProblemView extends DescribedType<Problem>({ field: Text(), message: Text() }) {}

export class ReceiptView extends DescribedType<Receipt>({
  version: Count({ description: 'The version of the ledger after the command.' }),
  hash: Text({ description: 'The hash of its head: a later export must contain it.' }),
}) {}

/** `errors` names the fields at fault, where there are any. */
export class ProblemView {
  @Text() readonly type!: string;
  @Text() readonly title!: string;
  @Count() readonly status!: number;
  @Text({ required: false }) readonly detail?: string;
  @ApiProperty({ type: [FieldProblemView], required: false }) readonly errors?: readonly FieldProblemView[];
  /** 412: the version that the client named and the one that stands. */
  @Count({ required: false }) readonly expectedStreamVersion?: number;
  @Count({ required: false }) readonly currentStreamVersion?: number;
  @Text({ required: false, description: 'Of an error of ours: what to name when it is reported.' })
  readonly requestId?: string;
}

/** What stays as it was, of many that were asked to change, and why. */
export class RefusedView {
  @Id() readonly id!: string;
  @Text() readonly message!: string;
  @ApiProperty({ type: [FieldProblemView], required: false }) readonly errors?: readonly FieldProblemView[];
}
