import { ApiProperty } from '@nestjs/swagger';
import { CONNECTION_NEEDS, CONNECTION_STATUSES, RUN_CAUSES, RUN_STATUSES } from '../plain/connections.js';
import type { ConnectionNeed, ConnectionStatus, RunCause, RunStatus } from '../plain/connections.js';
import { Choice, Count, Flag, Id, Moment, Money, OrNull, ReceiptView, Text } from './answer-fields.js';
import { ImportCountsView, ImportProgressView } from './import-answers.js';
import { PageOf } from './page.js';

const DayText = { ...OrNull, format: 'date' } as const;

/** Something that the member has to paste. */
export class CredentialFieldView {
  @Text({ example: 'token' }) readonly name!: string;
  @Text() readonly label!: string;
  @Text() readonly hint!: string;
  @Flag({ description: 'Whether it is hidden while it is typed.' }) readonly secret!: boolean;
  @Flag({ required: false, description: 'Whether it may be left out.' }) readonly optional?: boolean;
}

export class CompleteAtView {
  @Text({ example: '06:00' }) readonly time!: string;
  @Text({ example: 'America/New_York' }) readonly timeZone!: string;
}

/** A broker that can be connected. */
export class BrokerView {
  @Text({ example: 'tradier' }) readonly broker!: string;
  @Text({ example: 'Tradier' }) readonly name!: string;
  @ApiProperty({ type: [CredentialFieldView] }) readonly fields!: readonly CredentialFieldView[];
  @Text({ isArray: true, description: 'What to do at the broker, step by step.' }) readonly steps!: readonly string[];
  @Text({ description: 'What whoever has the credentials could do.' }) readonly power!: string;
  @Text({ description: 'What the broker gives and does not.' }) readonly gives!: string;
  @Text({ ...OrNull, description: 'What the member must agree to first.' }) readonly warning!: string | null;
  @Text({ description: 'A page of the broker’s that describes it.' }) readonly page!: string;
  @Flag({ description: 'Whether it is better run on the member’s own machine.' }) readonly prefersOwnMachine!: boolean;
  @Count({ ...OrNull, description: 'How many days it goes back; null for as far as the account does.' })
  readonly reachDays!: number | null;
  @ApiProperty({ type: CompleteAtView, description: 'When a day is complete at the broker.' })
  readonly completeAt!: CompleteAtView;
  @Text({
    ...OrNull,
    description: 'Where the member has to agree at the broker: the callback address to register there. Else null.',
  })
  readonly redirectUri!: string | null;
}

export class BrokersView {
  @ApiProperty({ type: [BrokerView] }) readonly items!: readonly BrokerView[];
}

/** What is kept of the credentials, as far as it is told. */
export class KeptCredentialView {
  @Text({ example: 'token' }) readonly name!: string;
  @Text() readonly label!: string;
  @Text({ ...OrNull, description: 'Its last four characters; null where it is too short to tell any.' })
  readonly lastFour!: string | null;
}

/** What the broker last said that the account is worth. */
export class BrokerBalanceView {
  @Money() readonly amount!: string;
  @Text({ example: 'USD' }) readonly currency!: string;
  @Moment() readonly at!: string;
}

/** Where the broker’s own figure and ours are not the same. */
export class DifferenceView {
  @Text({ format: 'date' }) readonly day!: string;
  @Text() readonly symbol!: string;
  @Text({ description: 'What the figure is of.', example: 'netPnl' }) readonly what!: string;
  @Money({ ...OrNull, description: 'Null where the broker states nothing of it.' }) readonly theirs!: string | null;
  @Money({ ...OrNull, description: 'Null where the journal has nothing of it.' }) readonly ours!: string | null;
  @Text({ ...OrNull, description: 'What explains it, where that is known.' }) readonly reason!: string | null;
}

/** How the broker’s own figures and the journal agree. */
export class AgreementView {
  @Count({ description: 'Figures that are the same to the cent.' }) readonly matches!: number;
  @Count({ description: 'Figures that were compared.' }) readonly compared!: number;
  @ApiProperty({ type: [DifferenceView], description: 'Newest first, at most a hundred.' })
  readonly differs!: readonly DifferenceView[];
}

/** An account at the broker, and where its trades go. */
export class ConnectionAccountView {
  @Text({ description: 'Names it in PATCH.' }) readonly brokerAccountId!: string;
  @Text({ description: 'As the member knows it.' }) readonly name!: string;
  @Text({ example: 'USD' }) readonly currency!: string;
  @Id({ ...OrNull, description: 'Null: its trades go nowhere.' }) readonly accountId!: string | null;
  @Text({ ...DayText, description: 'The first day that is asked about, where the member has chosen it.' })
  readonly from!: string | null;
  @Text({ ...DayText, description: 'The first day that was looked at when the credentials were tested.' })
  readonly seenFrom!: string | null;
  @Moment({ ...OrNull, description: 'The first fill that was seen.' }) readonly firstFillAt!: string | null;
  @Moment({ ...OrNull, description: 'The last fill that was seen.' }) readonly lastFillAt!: string | null;
  @Text({ ...DayText, description: 'The broker knows nothing of days before this one.' }) readonly floor!:
    string | null;
  @ApiProperty({ type: BrokerBalanceView, nullable: true }) readonly balance!: BrokerBalanceView | null;
  @ApiProperty({ type: AgreementView, nullable: true, description: 'Null where the broker states nothing to compare.' })
  readonly agreement!: AgreementView | null;
}

/** What a run brought into one account: an import with the files of the broker’s answers. */
export class RunImportView {
  @Id() readonly importId!: string;
  @Id() readonly accountId!: string;
  @Text() readonly brokerAccountId!: string;
  @Text({ description: 'As that of GET /api/user/imports/:id.' }) readonly status!: string;
  @ApiProperty({ type: ImportCountsView }) readonly counts!: ImportCountsView;
  @ApiProperty({ type: ImportProgressView }) readonly progress!: ImportProgressView;
}

/** One time that the broker was asked. */
export class RunView {
  @Id() readonly id!: string;
  @Choice(RUN_CAUSES) readonly cause!: RunCause;
  @Choice(RUN_STATUSES) readonly status!: RunStatus;
  @Text({ ...OrNull, description: 'Why it came to no end, or what it left to do.' }) readonly problem!: string | null;
  @ApiProperty({ type: ImportProgressView, description: 'Spans of days that were asked about, of all.' })
  readonly windows!: ImportProgressView;
  @ApiProperty({ type: [RunImportView], description: 'None where there was nothing new.' })
  readonly imports!: readonly RunImportView[];
  @Moment() readonly startedAt!: string;
  @Moment(OrNull) readonly endedAt!: string | null;
}

export class RunPageView extends PageOf(RunView) {}

export class ConnectionView {
  @Id() readonly id!: string;
  @Text({ example: 'tradier' }) readonly broker!: string;
  @Text() readonly label!: string;
  @Choice(CONNECTION_STATUSES) readonly status!: ConnectionStatus;
  @Text({ ...OrNull, description: 'Why it is paused or needs attention.' }) readonly reason!: string | null;
  @Choice(CONNECTION_NEEDS, OrNull) readonly needs!: ConnectionNeed | null;
  @Id({ ...OrNull, description: 'The import whose questions are to be answered.' }) readonly importId!: string | null;
  @ApiProperty({ type: [KeptCredentialView] }) readonly credentials!: readonly KeptCredentialView[];
  @Moment({ ...OrNull, description: 'When what the member agreed to at the broker ends; null where nothing ends.' })
  readonly consentUntil!: string | null;
  @Flag({ description: 'Whether that is within two days, or over: time to agree again.' })
  readonly consentDue!: boolean;
  @ApiProperty({ type: [ConnectionAccountView] }) readonly accounts!: readonly ConnectionAccountView[];
  @ApiProperty({ type: RunView, nullable: true }) readonly lastRun!: RunView | null;
  @Moment({ ...OrNull, description: 'When it is asked next by itself.' }) readonly nextRunAt!: string | null;
  @Count({ description: 'For If-Match.' }) readonly streamVersion!: number;
  @Moment() readonly createdAt!: string;
}

export class ConnectionCommandView extends ConnectionView {
  @ApiProperty({ type: ReceiptView }) readonly ledger!: ReceiptView;
}

export class AddedConnectionView extends ConnectionCommandView {
  @Text({ ...OrNull, description: 'Where the member goes to agree first; null where that is not needed.' })
  readonly consentUrl!: string | null;
}

/** Where the member goes to agree. Good for one time, for a quarter of an hour, in the session that asked. */
export class ConsentView {
  @Text({ format: 'uri' }) readonly url!: string;
}

export class ConnectionsView {
  @ApiProperty({ type: [ConnectionView] }) readonly items!: readonly ConnectionView[];
}
