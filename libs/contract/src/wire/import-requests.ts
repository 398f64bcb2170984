import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsObject, IsOptional, ValidateNested } from 'class-validator';
import { ASSET_TYPES } from '@singularity/domain';
import type { AssetType, DecimalText } from '@singularity/domain';
import {
  ChoiceField,
  DecimalField,
  FlagField,
  IdField,
  IntegerParameter,
  NoListsWithin,
  SymbolField,
  TextField,
  TextListField,
  TimeZoneField,
  WhereGiven,
} from './fields.js';
import { DATE_ORDERS, IMPORT_LIMITS, MAPPED_ROWS } from '../plain/imports.js';
import type { MappedRows } from '../plain/imports.js';
import { PAGE_SIZE } from '../plain/limits.js';

const maybe = { optional: true, nullable: true };
const MOST_LISTED = 1_000;
const MOST_WORDS = 20;
const LONGEST_COLUMN = 200;
const LONGEST_WAY = 60;

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
  @TextListField(LONGEST_WAY, IMPORT_LIMITS.files, {
    optional: true,
    description:
      'How each file is read, in their order: one of its `choices`, such as `other table` for a table whose columns you ' +
      'name, or `auto` for what it is recognised as. Files that are left out are `auto`.',
  })
  readAs?: string[];
}

const column = { description: 'A column of the file.' };
const maybeColumn = { ...column, ...maybe };

/** What the columns of a file mean that no reader knows. Which are needed depends on what its rows are. */
export class ImportMappingBody {
  @ChoiceField(MAPPED_ROWS, { description: 'Whether a row is a fill, or an entry with its exit.' }) rows!: MappedRows;
  @TextField(LONGEST_COLUMN, column) symbol!: string;
  @TextField(LONGEST_COLUMN, maybeColumn) assetTypeColumn?: string | null;
  @ChoiceField(ASSET_TYPES, { ...maybe, description: 'What all of the file is, where no column says it.' })
  assetType?: AssetType | null;
  @TextField(LONGEST_COLUMN, { ...maybeColumn, description: 'Left out, quantities below zero are sales.' })
  sideColumn?: string | null;
  @TextListField(LONGEST_COLUMN, MOST_WORDS, { optional: true, description: 'Its words for buying.' }) buy?: string[];
  @TextListField(LONGEST_COLUMN, MOST_WORDS, { optional: true, description: 'Its words for selling.' }) sell?: string[];
  @TextField(LONGEST_COLUMN, column) quantity!: string;
  @TextListField(LONGEST_COLUMN, MOST_WORDS, { optional: true, description: 'Columns that are added.' })
  fees?: string[];
  @TextField(LONGEST_COLUMN, maybeColumn) currency?: string | null;
  @TextField(LONGEST_COLUMN, maybeColumn) account?: string | null;
  @TextField(LONGEST_COLUMN, maybeColumn) id?: string | null;
  @TextField(LONGEST_COLUMN, maybeColumn) orderId?: string | null;
  @TextField(LONGEST_COLUMN, maybeColumn) price?: string | null;
  @TextField(LONGEST_COLUMN, maybeColumn) date?: string | null;
  @TextField(LONGEST_COLUMN, maybeColumn) time?: string | null;
  @TextField(LONGEST_COLUMN, maybeColumn) entryPrice?: string | null;
  @TextField(LONGEST_COLUMN, maybeColumn) entryDate?: string | null;
  @TextField(LONGEST_COLUMN, maybeColumn) entryTime?: string | null;
  @TextField(LONGEST_COLUMN, maybeColumn) exitPrice?: string | null;
  @TextField(LONGEST_COLUMN, maybeColumn) exitDate?: string | null;
  @TextField(LONGEST_COLUMN, maybeColumn) exitTime?: string | null;
}

/** PATCH /api/user/imports/:id */
export class EditImportBody extends ImportOptionsBody {
  @ListField(ImportLinkBody) links?: ImportLinkBody[];
  @ListField(ImportMultiplierBody) multipliers?: ImportMultiplierBody[];
  @ApiProperty({ type: ImportMappingBody, required: false, nullable: true })
  @IsOptional()
  @IsObject({ message: 'Say what the columns mean.' })
  @ValidateNested()
  @Type(() => ImportMappingBody)
  mapping?: ImportMappingBody | null;
  @FlagField({ optional: true, description: 'Brings back the deleted trades of these fills.' }) bringBack?: boolean;
}

/** GET /api/user/imports */
export class IdPageQuery {
  @IdField({ optional: true, description: 'What the page before ended with.' }) cursor?: string;
  @IntegerParameter(1, PAGE_SIZE.max, { optional: true }) limit?: number;
}
