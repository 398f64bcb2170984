import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiFoundResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { PAGE_SIZE } from '@singularity/contract';
import type {
  AddedConnectionAnswer,
  BrokersAnswer,
  ConnectionAnswer,
  ConnectionCommandAnswer,
  ConnectionsAnswer,
  ConsentAnswer,
  Page,
  RunAnswer,
  UndoImportAnswer,
} from '@singularity/contract';
import {
  AddConnectionBody,
  AddedConnectionView,
  BrokersView,
  ConnectionCommandView,
  ConnectionsView,
  ConnectionView,
  ConsentView,
  EditConnectionBody,
  IdPageQuery,
  RunPageView,
  UndoImportView,
} from '@singularity/contract/wire';
import { SessionOnly } from '../auth/tokens/token-scopes.js';
import { Unqueued } from '../auth/write-queue.js';
import type { Config } from '../config.js';
import { CONFIG } from '../config.token.js';
import { ApiAnswer, ApiCommand, ApiConflict, ApiProblems } from '../http/api-docs.js';
import { Context, MemberId } from '../http/command-context.js';
import type { CommandContext } from '../http/command-context.js';
import { IdPipe } from '../http/id.pipe.js';
import { brokerAnswers } from './brokers.js';
import { Consents } from './consents.js';
import { Connections } from './connections.js';

/** Brokers that are asked for what happened there. Credentials go in and never come out; no token may change anything here. */
@ApiTags('connections')
@Controller('api/user')
export class ConnectionsController {
  constructor(
    @Inject(Connections) private readonly connections: Connections,
    @Inject(Consents) private readonly consents: Consents,
    @Inject(CONFIG) private readonly config: Pick<Config, 'publicUrl'>,
  ) {}

  /** What can be connected, and what it takes. */
  @Get('brokers')
  @ApiAnswer(BrokersView)
  brokers(): BrokersAnswer {
    return { items: brokerAnswers(this.config.publicUrl) };
  }

  /** Oldest first. */
  @Get('connections')
  @ApiAnswer(ConnectionsView)
  async list(@MemberId() userId: string): Promise<ConnectionsAnswer> {
    return { items: await this.connections.list(userId) };
  }

  /**
   * Tries the credentials first: wrong ones are a 422 at their field, and 503 says that the broker is away. Where the member
   * has to agree at the broker, the credentials are kept, and the answer says where to go.
   */
  @Post('connections')
  @SessionOnly()
  @Unqueued()
  @ApiCommand(AddedConnectionView, 201)
  async add(
    @Context() context: CommandContext,
    @Body() body: AddConnectionBody,
    @Req() { sessionID }: Request,
  ): Promise<AddedConnectionAnswer> {
    const added = await this.connections.add(context, body);
    if (added.needs !== 'consent') return { ...added, consentUrl: null };
    const { url } = await this.consents.begin({ userId: context.userId, sessionId: sessionID }, added.id);
    return { ...added, consentUrl: url };
  }

  @Get('connections/:id')
  @ApiAnswer(ConnectionView)
  one(@MemberId() userId: string, @Param('id', IdPipe) id: string): Promise<ConnectionAnswer> {
    return this.connections.one(userId, id);
  }

  /** Once it is said where trades go, they are asked for. */
  @Patch('connections/:id')
  @SessionOnly()
  @Unqueued()
  @ApiCommand(ConnectionCommandView)
  edit(
    @Context() context: CommandContext,
    @Param('id', IdPipe) id: string,
    @Body() body: EditConnectionBody,
  ): Promise<ConnectionCommandAnswer> {
    return this.connections.edit(context, id, body);
  }

  /** Forgets its credentials at once. What it brought stays. */
  @Delete('connections/:id')
  @SessionOnly()
  @ApiCommand(ConnectionCommandView)
  remove(@Context() context: CommandContext, @Param('id', IdPipe) id: string): Promise<ConnectionCommandAnswer> {
    return this.connections.remove(context, id);
  }

  /** Asks the broker now, at most once a minute. */
  @Post('connections/:id/sync')
  @SessionOnly()
  @HttpCode(202)
  @ApiCommand(ConnectionView, 202)
  sync(@MemberId() userId: string, @Param('id', IdPipe) id: string): Promise<ConnectionAnswer> {
    return this.connections.sync(userId, id);
  }

  /** Where the member goes to agree at the broker, for the first time or again. */
  @Post('connections/:id/consent')
  @SessionOnly()
  @HttpCode(200)
  @ApiAnswer(ConsentView)
  @ApiConflict()
  consent(
    @MemberId() userId: string,
    @Param('id', IdPipe) id: string,
    @Req() { sessionID }: Request,
  ): Promise<ConsentAnswer> {
    return this.consents.begin({ userId, sessionId: sessionID }, id);
  }

  /** Where the broker sends the browser back: a page of another site leads here, and “state” says that it may. */
  @Get('consent')
  @SessionOnly()
  @ApiFoundResponse({ description: 'To the connection, with how it ended.' })
  @ApiProblems()
  async back(
    @MemberId() userId: string,
    @Query() query: Record<string, unknown>,
    @Req() { sessionID }: Request,
    @Res() response: Response,
  ): Promise<void> {
    response.redirect(await this.consents.finish({ userId, sessionId: sessionID }, query));
  }

  /** Newest first. */
  @Get('connections/:id/runs')
  @ApiAnswer(RunPageView)
  runs(
    @MemberId() userId: string,
    @Param('id', IdPipe) id: string,
    @Query() { cursor, limit = PAGE_SIZE.default }: IdPageQuery,
  ): Promise<Page<RunAnswer>> {
    return this.connections.runs(userId, id, cursor ?? null, limit);
  }

  /** Takes back every change of a run that nothing later has touched, and names the rest. */
  @Post('connections/:id/runs/:runId/undo')
  @SessionOnly()
  @HttpCode(200)
  @ApiAnswer(UndoImportView)
  @ApiConflict()
  undoRun(
    @Context() context: CommandContext,
    @Param('id', IdPipe) id: string,
    @Param('runId', IdPipe) runId: string,
  ): Promise<UndoImportAnswer> {
    return this.connections.undoRun(context, id, runId);
  }
}
