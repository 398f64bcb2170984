import { TEXT_LIMITS } from '@singularity/contract';
import type { TradeFilter } from '@singularity/contract';
import { ASSET_TYPES, DIRECTIONS } from '@singularity/domain';
import type { AssetType, Day, Direction } from '@singularity/domain';
import { ChoiceField, DayField, IdField, SymbolField, TextField } from '../http/fields.js';

export class StatsQuery implements TradeFilter {
  @SymbolField({ optional: true }) symbol?: string;
  @IdField({ optional: true }) accountId?: string;
  @ChoiceField(ASSET_TYPES, { optional: true }) assetType?: AssetType;
  @ChoiceField(DIRECTIONS, { optional: true }) direction?: Direction;
  @TextField(TEXT_LIMITS.tag, { optional: true }) tag?: string;
  @DayField({ optional: true, description: 'The first day, in the time zone of the settings.' }) from?: Day;
  @DayField({ optional: true, description: 'The last day.' }) to?: Day;
}
