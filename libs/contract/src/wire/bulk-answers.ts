import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { Id, ReceiptView, RefusedView } from './answer-fields.js';
import { TradeView } from './trade-answers.js';

export class RefusedTradeView extends RefusedView {}

/** `changed` has every trade that is now as was asked, also where nothing had to change; of deleted ones the ids. */
@ApiExtraModels(TradeView)
export class BulkTradesView<Changed extends TradeView | string = TradeView | string> {
  @ApiProperty({
    description: 'The trades as they are now; of deleted ones the ids.',
    type: 'array',
    items: { oneOf: [{ $ref: getSchemaPath(TradeView) }, { type: 'string', format: 'uuid' }] },
  })
  readonly changed!: readonly Changed[];
  @ApiProperty({ type: [RefusedTradeView] }) readonly refused!: readonly RefusedTradeView[];
  @Id({ description: 'Undoes all of it: POST /api/user/history/batches/:batchId/undo.' }) readonly batchId!: string;
  @ApiProperty({ type: ReceiptView }) readonly ledger!: ReceiptView;
}
