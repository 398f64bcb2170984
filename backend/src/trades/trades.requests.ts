import { IntersectionType } from '@nestjs/swagger';
import { TradeListQuery } from '@singularity/contract/wire';
import { AsOfQuery } from '../past/as-of.js';

export class TradeListAsOfQuery extends IntersectionType(TradeListQuery, AsOfQuery) {}
