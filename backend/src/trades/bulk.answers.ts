import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import type { BulkTradesAnswer, RefusedTrade, TradeAnswer } from '@singularity/contract';
import { FieldProblemView, Id, ReceiptView, Text, TradeView } from '@singularity/contract/wire';

export class RefusedTradeView implements RefusedTrade {
  @Id() id!: string;
  @Text() message!: string;
  @ApiProperty({ type: [FieldProblemView], required: false }) errors?: FieldProblemView[];
}

@ApiExtraModels(TradeView)
export class BulkTradesView implements BulkTradesAnswer {
  @ApiProperty({
    description: 'The trades as they are now; of deleted ones the ids.',
    type: 'array',
    items: { oneOf: [{ $ref: getSchemaPath(TradeView) }, { type: 'string', format: 'uuid' }] },
  })
  changed!: (TradeAnswer | string)[];
  @ApiProperty({ type: [RefusedTradeView] }) refused!: RefusedTradeView[];
  @Id({ description: 'Takes all of it back: POST /api/user/history/batches/:batchId/undo.' }) batchId!: string;
  @ApiProperty({ type: ReceiptView }) ledger!: ReceiptView;
}
