import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, ValidateBy, ValidateNested } from 'class-validator';
import type { Day } from '@singularity/domain';
import { CONNECTION_LIMITS } from '../plain/connections.js';
import { DayField, FlagField, IdField, isText, NoListsWithin, TextField, WhereGiven } from './fields.js';

const NAME = /^[a-z][A-Za-z0-9]{0,39}$/;
const { credentials: MOST, credential: LONGEST } = CONNECTION_LIMITS;

/** By the names of the broker's fields. */
function CredentialsField({ optional = false } = {}) {
  return applyDecorators(
    (optional ? ApiPropertyOptional : ApiProperty)({
      type: 'object',
      additionalProperties: { type: 'string', maxLength: LONGEST },
    }),
    // Nothing of it is changed on the way in, and names of its own are kept.
    Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => obj[key]),
    ...(optional ? [WhereGiven()] : []),
    ValidateBy({
      name: 'credentials',
      validator: {
        validate: isCredentials,
        defaultMessage: () => `Enter a text for each field, of at most ${LONGEST} characters.`,
      },
    }),
  );
}

function isCredentials(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const fields = Object.entries(value);
  return fields.length <= MOST && fields.every(([name, text]) => NAME.test(name) && isText(text, LONGEST));
}

/** POST /api/user/connections */
export class AddConnectionBody {
  @TextField(40, { description: 'One of GET /api/user/brokers.' }) broker!: string;
  @TextField(CONNECTION_LIMITS.label, { optional: true, description: 'Left out: the name of the broker.' })
  label?: string;
  @CredentialsField() credentials!: Readonly<Record<string, string>>;
}

/** Where the trades of an account at the broker go. */
export class ConnectionAccountBody {
  @TextField(200) brokerAccountId!: string;
  @IdField({ nullable: true, description: 'Null for nowhere.' }) accountId!: string | null;
  @DayField({
    optional: true,
    nullable: true,
    description:
      'The first day that is asked about. Left out: as it was. Null: three years ago, or as far as the broker goes.',
  })
  from?: Day | null;
}

/** PATCH /api/user/connections/:id: only what changes. Credentials are tested as those of a new one are. */
export class EditConnectionBody {
  @TextField(CONNECTION_LIMITS.label, { optional: true }) label?: string;
  @FlagField({ optional: true }) paused?: boolean;
  @CredentialsField({ optional: true }) credentials?: Readonly<Record<string, string>>;
  @ApiProperty({ type: [ConnectionAccountBody], required: false, maxItems: CONNECTION_LIMITS.accounts })
  @WhereGiven()
  @IsArray({ message: 'Enter a list of accounts.' })
  @ArrayMaxSize(CONNECTION_LIMITS.accounts, { message: `Use at most ${CONNECTION_LIMITS.accounts}.` })
  @ArrayUnique((account: Partial<ConnectionAccountBody> | null) => account?.brokerAccountId, {
    message: 'List each account once.',
  })
  @NoListsWithin('Each account is an object.')
  @ValidateNested({ each: true, message: 'Each account is an object.' })
  @Type(() => ConnectionAccountBody)
  accounts?: ConnectionAccountBody[];
}
