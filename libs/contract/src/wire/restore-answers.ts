import { ApiProperty } from '@nestjs/swagger';
import { Count, ReceiptView, RefusedView } from './answer-fields.js';

/** What was brought back that was not there before. */
export class RestoreView {
  @Count() readonly accounts!: number;
  @Count({ description: 'With those that are deleted.' }) readonly trades!: number;
  @Count() readonly dayNotes!: number;
  @Count() readonly screenshots!: number;
  @ApiProperty({ type: [RefusedView], description: 'What no rule lets in, and why: at most a thousand.' })
  readonly refused!: readonly RefusedView[];
  @ApiProperty({ type: ReceiptView }) readonly ledger!: ReceiptView;
}
