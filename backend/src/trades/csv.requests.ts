import { ApiProperty, OmitType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMinSize, ArrayUnique, IsIn, ValidateIf } from 'class-validator';
import { TRADE_COLUMNS } from '@singularity/contract';
import type { TradeColumn } from '@singularity/contract';
import { TradeListAsOfQuery } from './trades.requests.js';

const message = `Please choose columns among ${TRADE_COLUMNS.join(', ')}, each once.`;

/** The list's filters and order, without its pages. */
export class TradeCsvQuery extends OmitType(TradeListAsOfQuery, ['cursor', 'limit'] as const) {
  @ApiProperty({ enum: TRADE_COLUMNS, isArray: true, required: false, description: 'Repeated, or with commas.' })
  @ValidateIf((_query, value) => value !== undefined)
  @Transform(({ value }: { value: unknown }) => (value === undefined ? value : [value].flat().flatMap(splitAtCommas)))
  @IsIn(TRADE_COLUMNS, { each: true, message })
  @ArrayMinSize(1, { message })
  @ArrayUnique({ message })
  columns?: TradeColumn[];
}

function splitAtCommas(value: unknown): unknown {
  return typeof value === 'string' ? value.split(',') : value;
}
