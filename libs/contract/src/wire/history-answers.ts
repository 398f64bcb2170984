import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { ASSET_TYPES, DIRECTIONS, SIDES } from '@singularity/domain';
import type { AssetType, Day, Direction, Side } from '@singularity/domain';
import {
  Choice,
  Count,
  FieldChangeView,
  Id,
  Moment,
  Money,
  OrNull,
  ReceiptView,
  RefusedView,
  Text,
} from './answer-fields.js';
import { PageOf } from './page.js';
import { HISTORY_TYPES, ORIGINS, STREAM_TYPES } from '../plain/ledger.js';
import type { HistoryType, Origin, StreamType } from '../plain/ledger.js';

export class StreamView {
  @Choice(STREAM_TYPES) readonly type!: StreamType;
  @Id() readonly id!: string;
}

export class NamedTradeView {
  @Text({ example: 'AAPL' }) readonly symbol!: string;
  @Choice(ASSET_TYPES) readonly assetType!: AssetType;
  @Choice(DIRECTIONS) readonly direction!: Direction;
  @Choice(SIDES, OrNull) readonly side!: Side | null;
  @Money(OrNull) readonly strike!: string | null;
  @Text({ ...OrNull, format: 'date' }) readonly expiration!: string | null;
}

export class NamedAccountView {
  @Text() readonly name!: string;
  @Text({ example: 'USD' }) readonly currency!: string;
}

/** What an event is about, by the name that it had after it. */
export class SubjectView {
  @Choice(STREAM_TYPES) readonly type!: StreamType;
  @ApiProperty({ type: NamedTradeView, required: false }) readonly trade?: NamedTradeView;
  @ApiProperty({ type: NamedAccountView, required: false }) readonly account?: NamedAccountView;
  @Text({ required: false, format: 'date' }) readonly day?: Day;
  @Text({ required: false, isArray: true, description: 'The names of the files of an import.' })
  readonly files?: readonly string[];
  @Text({ required: false, description: 'The label of a connection.' }) readonly label?: string;
}

type SubjectOf<Type extends StreamType, Named extends keyof SubjectView = never> = { readonly type: Type } & Required<
  Pick<SubjectView, Named>
>;
/** The type tells which name is there. */
export type HistorySubject =
  | SubjectOf<'user'>
  | SubjectOf<'account', 'account'>
  | SubjectOf<'trade', 'trade'>
  | SubjectOf<'day', 'day'>
  | SubjectOf<'import', 'files'>
  | SubjectOf<'connection', 'label'>;

export class NetPnlChangeView {
  @Money(OrNull) readonly from!: string | null;
  @Money(OrNull) readonly to!: string | null;
}

export class PnlEffectView {
  @Text({ example: 'USD' }) readonly currency!: string;
  @ApiProperty({ type: NetPnlChangeView }) readonly netPnl!: NetPnlChangeView;
}

/** GET /api/user/history, and /history of a trade, an account or a day, newest first. */
@ApiExtraModels(SubjectView, PnlEffectView)
export class HistoryEntryView {
  @Count() readonly version!: number;
  @Count() readonly streamVersion!: number;
  @ApiProperty({ type: StreamView }) readonly stream!: StreamView;
  @Choice(HISTORY_TYPES) readonly type!: HistoryType;
  @Moment() readonly recordedAt!: string;
  @Choice(ORIGINS) readonly origin!: Origin;
  @Id({ ...OrNull, description: 'Shared by what one request did to many.' }) readonly batchId!: string | null;
  @Count({ ...OrNull, description: 'The version that this undoes.' }) readonly undoes!: number | null;
  @Count({ ...OrNull, description: 'The version that undoes this, and still does.' }) readonly undoneBy!: number | null;
  @ApiProperty({ type: [FieldChangeView] }) readonly changes!: readonly FieldChangeView[];
  @ApiProperty({ allOf: [{ $ref: getSchemaPath(SubjectView) }] }) readonly subject!: HistorySubject;
  @ApiProperty({
    ...OrNull,
    allOf: [{ $ref: getSchemaPath(PnlEffectView) }],
    description: 'What it did to the realized net P&L of its trade; null for a deleted one.',
  })
  readonly effect!: PnlEffectView | null;
  @Text() readonly hash!: string;
}

export class HistoryPageView extends PageOf(HistoryEntryView) {}

/** POST /api/user/history/:version/undo. To do it again, undo `undoneBy`. */
export class UndoView {
  @Count({ description: 'The version that was undone.' }) readonly undone!: number;
  @Count({ ...OrNull, description: 'The version that undoes it; null where nothing of it was left.' })
  readonly undoneBy!: number | null;
  @ApiProperty({ type: StreamView }) readonly stream!: StreamView;
  @Count() readonly streamVersion!: number;
  @ApiProperty({ type: ReceiptView }) readonly ledger!: ReceiptView;
}

export class NotUndoneView extends RefusedView {}

/** POST /api/user/history/batches/:batchId/undo: what was undone, and what stays and why. */
export class UndoBatchView {
  @Id({ isArray: true, description: 'Streams of which the change was undone.' })
  readonly undone!: readonly string[];
  @ApiProperty({ type: [NotUndoneView] }) readonly refused!: readonly NotUndoneView[];
  @Id({ description: 'Does all of it again, by an undo of its own.' }) readonly batchId!: string;
  @ApiProperty({ type: ReceiptView }) readonly ledger!: ReceiptView;
}
