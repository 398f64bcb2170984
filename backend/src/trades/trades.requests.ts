import { IntersectionType } from '@nestjs/swagger';
import { AsOfQuery, TradeListQuery } from '@singularity/contract/wire';

export class TradeListAsOfQuery extends IntersectionType(TradeListQuery, AsOfQuery) {}
