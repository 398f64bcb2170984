import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { HISTORY_TYPES, ORIGINS, STREAM_TYPES } from '@singularity/contract';
import type {
  HistoryEntry,
  HistorySubject,
  HistoryType,
  Origin,
  Page,
  PnlEffect,
  StreamType,
  UndoAnswer,
  UndoBatchAnswer,
} from '@singularity/contract';
import { ASSET_TYPES, DIRECTIONS, SIDES } from '@singularity/domain';
import type { AssetType, Day, DecimalText, Direction, Side } from '@singularity/domain';
import {
  Choice,
  Count,
  FieldChangeView,
  FieldProblemView,
  Id,
  Moment,
  Money,
  OrNull,
  ReceiptView,
  Text,
} from '@singularity/contract/wire';

export class StreamView {
  @Choice(STREAM_TYPES) type!: StreamType;
  @Id() id!: string;
}

export class NamedTradeView {
  @Text({ example: 'AAPL' }) symbol!: string;
  @Choice(ASSET_TYPES) assetType!: AssetType;
  @Choice(DIRECTIONS) direction!: Direction;
  @Choice(SIDES, OrNull) side!: Side | null;
  @Money(OrNull) strike!: DecimalText | null;
  @Text({ ...OrNull, format: 'date' }) expiration!: Day | null;
}

export class NamedAccountView {
  @Text() name!: string;
  @Text({ example: 'USD' }) currency!: string;
}

/** The name that it had after the change. */
export class SubjectView {
  @Choice(STREAM_TYPES) type!: StreamType;
  @ApiProperty({ type: NamedTradeView, required: false }) trade?: NamedTradeView;
  @ApiProperty({ type: NamedAccountView, required: false }) account?: NamedAccountView;
}

export class NetPnlChangeView {
  @Money(OrNull) from!: string | null;
  @Money(OrNull) to!: string | null;
}

export class PnlEffectView implements PnlEffect {
  @Text({ example: 'USD' }) currency!: string;
  @ApiProperty({ type: NetPnlChangeView }) netPnl!: NetPnlChangeView;
}

@ApiExtraModels(SubjectView, PnlEffectView)
export class HistoryEntryView implements HistoryEntry {
  @Count() version!: number;
  @Count() streamVersion!: number;
  @ApiProperty({ type: StreamView }) stream!: StreamView;
  @Choice(HISTORY_TYPES) type!: HistoryType;
  @Moment() recordedAt!: string;
  @Choice(ORIGINS) origin!: Origin;
  @Id({ ...OrNull, description: 'Shared by what one request did to many.' }) batchId!: string | null;
  @Count({ ...OrNull, description: 'The version that this takes back.' }) undoes!: number | null;
  @Count({ ...OrNull, description: 'The version that takes this back, and still does.' }) undoneBy!: number | null;
  @ApiProperty({ type: [FieldChangeView] }) changes!: FieldChangeView[];
  @ApiProperty({ allOf: [{ $ref: getSchemaPath(SubjectView) }] }) subject!: HistorySubject;
  @ApiProperty({
    ...OrNull,
    allOf: [{ $ref: getSchemaPath(PnlEffectView) }],
    description: 'What it did to the realized net P&L of its trade; null for a deleted one.',
  })
  effect!: PnlEffect | null;
  @Text() hash!: string;
}

export class HistoryPageView implements Page<HistoryEntry> {
  @ApiProperty({ type: [HistoryEntryView] }) items!: HistoryEntryView[];
  @Text(OrNull) nextCursor!: string | null;
}

export class UndoView implements UndoAnswer {
  @Count({ description: 'The version that was taken back.' }) undone!: number;
  @Count({ ...OrNull, description: 'The version that takes it back; null where nothing of it was left.' })
  undoneBy!: number | null;
  @ApiProperty({ type: StreamView }) stream!: StreamView;
  @Count() streamVersion!: number;
  @ApiProperty({ type: ReceiptView }) ledger!: ReceiptView;
}

export class NotUndoneView {
  @Id() id!: string;
  @Text() message!: string;
  @ApiProperty({ type: [FieldProblemView], required: false }) errors?: FieldProblemView[];
}

export class UndoBatchView implements UndoBatchAnswer {
  @Id({ isArray: true, description: 'Streams of which the change was taken back.' }) undone!: string[];
  @ApiProperty({ type: [NotUndoneView] }) refused!: NotUndoneView[];
  @Id({ description: 'Does all of it again, by an undo of its own.' }) batchId!: string;
  @ApiProperty({ type: ReceiptView }) ledger!: ReceiptView;
}
