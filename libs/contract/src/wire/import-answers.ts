import { ApiProperty } from '@nestjs/swagger';
import { Choice, Count, Flag, Id, Moment, Money, OrNull, ReceiptView, RefusedView, Text } from './answer-fields.js';
import { PageOf } from './page.js';
import { ASSET_TYPES } from '@singularity/domain';
import type { AssetType } from '@singularity/domain';
import { DATE_ORDERS, IMPORT_QUESTIONS, IMPORT_STATUSES, MAPPED_ROWS } from '../plain/imports.js';
import type { ImportQuestion, ImportStatus, MappedRows } from '../plain/imports.js';

/** The table of a file that no reader knows, or is not to read, for the member to say what its columns mean. */
export class ImportTableView {
  @Text({ isArray: true }) readonly columns!: readonly string[];
  @ApiProperty({ type: 'array', items: { type: 'array', items: { type: 'string' } }, description: 'The first rows.' })
  readonly rows!: readonly (readonly string[])[];
}

/** A way to read a file. */
export class ReadAsView {
  @Text({ example: 'topstepx trades' }) readonly readAs!: string;
  @Text({ example: 'TopstepX trades' }) readonly label!: string;
}

/** What the columns mean, as it is sent: suggested, known from before, or named by the member. */
export class ImportMappingView {
  @Choice(MAPPED_ROWS) readonly rows!: MappedRows;
  @Text() readonly symbol!: string;
  @Text(OrNull) readonly assetTypeColumn!: string | null;
  @ApiProperty({ enum: ASSET_TYPES, nullable: true }) readonly assetType!: AssetType | null;
  @Text(OrNull) readonly sideColumn!: string | null;
  @Text({ isArray: true }) readonly buy!: readonly string[];
  @Text({ isArray: true }) readonly sell!: readonly string[];
  @Text() readonly quantity!: string;
  @Text({ isArray: true }) readonly fees!: readonly string[];
  @Text(OrNull) readonly currency!: string | null;
  @Text(OrNull) readonly account!: string | null;
  @Text(OrNull) readonly id!: string | null;
  @Text(OrNull) readonly orderId!: string | null;
  @Text(OrNull) readonly price!: string | null;
  @Text(OrNull) readonly date!: string | null;
  @Text(OrNull) readonly time!: string | null;
  @Text(OrNull) readonly entryPrice!: string | null;
  @Text(OrNull) readonly entryDate!: string | null;
  @Text(OrNull) readonly entryTime!: string | null;
  @Text(OrNull) readonly exitPrice!: string | null;
  @Text(OrNull) readonly exitDate!: string | null;
  @Text(OrNull) readonly exitTime!: string | null;
}

export class ImportFileView {
  @Text() readonly name!: string;
  @Count() readonly bytes!: number;
  @Text({ description: 'SHA-256 of the file, in hexadecimal.' }) readonly sha256!: string;
  @Text({ ...OrNull, example: 'topstepx' }) readonly platform!: string | null;
  @Text({ ...OrNull, example: 'trades' }) readonly kind!: string | null;
  @Text({ ...OrNull, example: 'TopstepX trades' }) readonly label!: string | null;
  @Count({ description: 'How many fills were found in it.' }) readonly rows!: number;
  @Text({ ...OrNull, description: 'Why it cannot be read.' }) readonly problem!: string | null;
  @ApiProperty({ type: ImportTableView, nullable: true, description: 'Where no reader knows it, or reads it.' })
  readonly table!: ImportTableView | null;
  @Text({ example: 'auto', description: 'What was chosen of its `choices`; `auto` for what it is recognised as.' })
  readonly readAs!: string;
  @Text({ ...OrNull, example: 'topstepx trades', description: 'Of its `choices`, the one that its header names.' })
  readonly recognisedAs!: string | null;
  @ApiProperty({ type: [ReadAsView], description: 'The ways in which it can be read.' })
  readonly choices!: readonly ReadAsView[];
}

/** An import waits until it is answered. */
export class ImportQuestionView {
  @Choice(IMPORT_QUESTIONS) readonly field!: ImportQuestion;
  @Text() readonly message!: string;
  @Text({ isArray: true, required: false }) readonly choices?: readonly string[];
}

export class SkippedView {
  @Text() readonly reason!: string;
  @Count() readonly rows!: number;
}

export class ImportCountsView {
  @Count() readonly fills!: number;
  @Count({ description: 'Fills that the journal does not have yet.' }) readonly new!: number;
  @Count() readonly duplicates!: number;
  @Count({ description: 'Fills of trades that were deleted, which stay deleted.' }) readonly deletedBefore!: number;
  @Count({ description: 'Fills that the broker says it has taken back.' }) readonly voided!: number;
  @ApiProperty({ type: [SkippedView] }) readonly skipped!: readonly SkippedView[];
  @Count() readonly held!: number;
  @Count() readonly refused!: number;
}

/** A row of a file, and why nothing was made of it. */
export class ImportNoteView {
  @Text() readonly file!: string;
  @Count() readonly line!: number;
  @Text() readonly reason!: string;
}

/** A trade that was entered by hand and looks like one of the import. */
export class LookAlikeView {
  @Id() readonly tradeId!: string;
  @Text({ description: 'Names the trade of the import: to be sent back as a link.' }) readonly round!: string;
  @Text() readonly symbol!: string;
  @Text({ description: 'Whether it was bought or sold to open.' }) readonly side!: string;
  @Money() readonly quantity!: string;
  @Money() readonly entryPrice!: string;
  @Moment() readonly entryAt!: string;
  @Flag({ description: 'Whether the member has said that it is the same.' }) readonly linked!: boolean;
}

export class ImportTradesView {
  @Count() readonly added!: number;
  @Count() readonly changed!: number;
  @Count() readonly closed!: number;
  @Count() readonly open!: number;
}

/** What the files say that state their P&L, beside ours of the same files. */
export class StatedPnlView {
  @Count({ description: 'How many of the files state it.' }) readonly files!: number;
  @Money(OrNull) readonly grossPnl!: string | null;
  @Money(OrNull) readonly netPnl!: string | null;
  @Money() readonly ourGrossPnl!: string;
  @Money() readonly ourNetPnl!: string;
}

export class ImportTotalView {
  @Text({ example: 'USD' }) readonly currency!: string;
  @Money() readonly grossPnl!: string;
  @Money() readonly fees!: string;
  @Money() readonly netPnl!: string;
  @ApiProperty({ type: StatedPnlView, nullable: true, description: 'What the files say it is.' })
  readonly stated!: StatedPnlView | null;
}

export class ImportProgressView {
  @Count() readonly done!: number;
  @Count({ description: 'Trades to be added or changed.' }) readonly total!: number;
}

/** What the member has answered. */
export class ImportOptionsView {
  @Id(OrNull) readonly accountId!: string | null;
  @Text({ ...OrNull, description: 'Of several accounts in the files, the one that is imported.' })
  readonly brokerAccount!: string | null;
  @Text({ ...OrNull, example: 'America/New_York' }) readonly timeZone!: string | null;
  @ApiProperty({ enum: DATE_ORDERS, nullable: true }) readonly dateOrder!: (typeof DATE_ORDERS)[number] | null;
  @Flag({ description: 'Whether deleted trades of these fills come back.' }) readonly bringBack!: boolean;
}

/** `refused`, `held` and `lookAlikes` hold at most a thousand each, and none in a list of imports. */
export class ImportView {
  @Id() readonly id!: string;
  @Choice(IMPORT_STATUSES) readonly status!: ImportStatus;
  @ApiProperty({ type: [ImportFileView] }) readonly files!: readonly ImportFileView[];
  @ApiProperty({ type: ImportOptionsView }) readonly options!: ImportOptionsView;
  @ApiProperty({ type: ImportMappingView, nullable: true }) readonly mapping!: ImportMappingView | null;
  @ApiProperty({ type: [ImportQuestionView] }) readonly questions!: readonly ImportQuestionView[];
  @ApiProperty({ type: ImportCountsView }) readonly counts!: ImportCountsView;
  @ApiProperty({ type: [ImportNoteView] }) readonly refused!: readonly ImportNoteView[];
  @ApiProperty({ type: [ImportNoteView] }) readonly held!: readonly ImportNoteView[];
  @ApiProperty({ type: [LookAlikeView] }) readonly lookAlikes!: readonly LookAlikeView[];
  @ApiProperty({ type: ImportTradesView }) readonly trades!: ImportTradesView;
  @ApiProperty({ type: [ImportTotalView], description: 'Of the trades of these files alone.' })
  readonly totals!: readonly ImportTotalView[];
  @Text({ isArray: true }) readonly symbols!: readonly string[];
  @Moment({ ...OrNull, description: 'The first fill.' }) readonly from!: string | null;
  @Moment({ ...OrNull, description: 'The last fill.' }) readonly to!: string | null;
  @ApiProperty({ type: ImportProgressView }) readonly progress!: ImportProgressView;
  @Id({ ...OrNull, description: 'The connection whose sync it is; null where files were sent.' })
  readonly connectionId!: string | null;
  @Text({ ...OrNull, description: 'Why it failed.' }) readonly problem!: string | null;
  @Moment() readonly createdAt!: string;
  @Moment(OrNull) readonly confirmedAt!: string | null;
}

export class ImportPageView extends PageOf(ImportView) {}

export class UndoImportView {
  @Count({ description: 'How many changes were taken back.' }) readonly undone!: number;
  @ApiProperty({ type: [RefusedView], description: 'Trades that were changed since, which stay.' })
  readonly kept!: readonly RefusedView[];
  @ApiProperty({ type: ReceiptView }) readonly ledger!: ReceiptView;
}
