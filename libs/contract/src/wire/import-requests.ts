import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, ValidateNested } from 'class-validator';
import type { DecimalText } from '@singularity/domain';
import {
  ChoiceField,
  DecimalField,
  FlagField,
  IdField,
  IntegerParameter,
  NoListsWithin,
  SymbolField,
  TextField,
  TimeZoneField,
  WhereGiven,
} from './fields.js';
import { DATE_ORDERS } from '../plain/imports.js';
import { PAGE_SIZE } from '../plain/limits.js';

const maybe = { optional: true, nullable: true };
const MOST_LISTED = 1_000;

/** Says that a trade of the import is one that was entered by hand. */
export class ImportLinkBody {
  @IdField() tradeId!: string;
  @TextField(400) round!: string;
}

/** What a point of a futures contract is worth that the contract table does not have. */
export class ImportMultiplierBody {
  @SymbolField() symbol!: string;
  @DecimalField() multiplier!: DecimalText;
}

function ListField(item: new () => object): PropertyDecorator {
  const decorators = [
    ApiProperty({ type: [item], required: false, maxItems: MOST_LISTED }),
    WhereGiven(),
    IsArray({ message: 'Enter a list.' }),
    ArrayMaxSize(MOST_LISTED, { message: `Use at most ${MOST_LISTED}.` }),
    NoListsWithin('Enter a list.'),
    ValidateNested({ each: true }),
    Type(() => item),
  ];
  return (target, key) => decorators.forEach((decorate) => (decorate as PropertyDecorator)(target, key));
}

/** The fields beside the files of POST /api/user/imports. */
export class ImportOptionsBody {
  @IdField(maybe) accountId?: string | null;
  @TimeZoneField(maybe) timeZone?: string | null;
  @TextField(200, { ...maybe, description: 'Of several accounts in the files, the one to import.' }) brokerAccount?:
    string | null;
  @ChoiceField(DATE_ORDERS, maybe) dateOrder?: (typeof DATE_ORDERS)[number] | null;
}

/** PATCH /api/user/imports/:id */
export class EditImportBody extends ImportOptionsBody {
  @ListField(ImportLinkBody) links?: ImportLinkBody[];
  @ListField(ImportMultiplierBody) multipliers?: ImportMultiplierBody[];
  @FlagField({ optional: true, description: 'Brings back the deleted trades of these fills.' }) bringBack?: boolean;
}

/** GET /api/user/imports */
export class IdPageQuery {
  @IdField({ optional: true, description: 'What the page before ended with.' }) cursor?: string;
  @IntegerParameter(1, PAGE_SIZE.max, { optional: true }) limit?: number;
}
