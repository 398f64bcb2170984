import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { PAGE_SIZE } from '@singularity/contract';
import type { ImportAnswer, Page, UndoImportAnswer } from '@singularity/contract';
import {
  EditImportBody,
  ImportOptionsBody,
  ImportPageView,
  ImportView,
  IdPageQuery,
  UndoImportView,
} from '@singularity/contract/wire';
import { ForImports } from '../auth/tokens/token-scopes.js';
import { Unqueued } from '../auth/write-queue.js';
import type { KeyedRequest } from '../event-store/commands.table.js';
import { ApiAnswer, ApiBatch, ApiCommand, ApiConflict, ApiFiles, ApiIdempotencyKey } from '../http/api-docs.js';
import { Context, IdempotencyKey, MemberId } from '../http/command-context.js';
import type { CommandContext } from '../http/command-context.js';
import { definedFields } from '../http/defined-fields.js';
import { IdPipe } from '../http/id.pipe.js';
import { createValidationPipe } from '../http/validation.js';
import { toImportMapping } from './column-mapping.js';
import { importBody } from './import-body.js';
import { Imports } from './imports.js';
import { UNANSWERED } from './import-options.js';
import { UndoImport } from './undo-import.js';

/** From the files of a broker to trades: previewed first, then imported in the background, and taken back as a whole. */
@ApiTags('imports')
@Controller('api/user/imports')
@ForImports()
export class ImportsController {
  private readonly validation = createValidationPipe();

  constructor(
    @Inject(Imports) private readonly imports: Imports,
    @Inject(UndoImport) private readonly undoing: UndoImport,
  ) {}

  /** Newest first. */
  @Get()
  @ApiAnswer(ImportPageView)
  list(
    @MemberId() userId: string,
    @Query() { cursor, limit = PAGE_SIZE.default }: IdPageQuery,
  ): Promise<Page<ImportAnswer>> {
    return this.imports.list(userId, cursor ?? null, limit);
  }

  /** Reads files and says what would become of them. Nothing is imported yet. */
  @Post()
  @Unqueued()
  @ApiFiles(ImportView, ImportOptionsBody)
  add(
    @MemberId() userId: string,
    @IdempotencyKey() keyed: KeyedRequest | undefined,
    @Req() request: Request,
  ): Promise<ImportAnswer> {
    const gone = new AbortController();
    request.res?.once('close', () => gone.abort());
    const receive = async () => {
      const { files, fields } = await importBody(request);
      const metatype = ImportOptionsBody;
      // A form that says it once has no list.
      const body = { ...fields, ...(typeof fields.readAs === 'string' && { readAs: [fields.readAs] }) };
      const said = (await this.validation.transform(body, { type: 'body', metatype })) as ImportOptionsBody;
      return { files, options: { ...UNANSWERED, ...definedFields(said) } };
    };
    return this.imports.add(userId, { receive, gone: gone.signal, keyed });
  }

  @Get(':id')
  @ApiAnswer(ImportView)
  one(@MemberId() userId: string, @Param('id', IdPipe) id: string): Promise<ImportAnswer> {
    return this.imports.one(userId, id);
  }

  /** Answers what the files leave open. 409 once it is confirmed. */
  @Patch(':id')
  @ApiAnswer(ImportView)
  @ApiConflict()
  edit(
    @MemberId() userId: string,
    @Param('id', IdPipe) id: string,
    @Body() { mapping, ...body }: EditImportBody,
  ): Promise<ImportAnswer> {
    const said = mapping === undefined ? {} : { mapping: mapping && toImportMapping(mapping) };
    return this.imports.edit(userId, id, { ...definedFields(body), ...said });
  }

  /** Begins to import. 409 while a question is open. */
  @Post(':id/confirm')
  @HttpCode(202)
  @ApiCommand(ImportView, 202)
  confirm(@Context() context: CommandContext, @Param('id', IdPipe) id: string): Promise<ImportAnswer> {
    return this.imports.confirm(context, id);
  }

  /** Takes back every change of it that nothing later has touched, and names the rest. */
  @Post(':id/undo')
  @HttpCode(200)
  @ApiBatch(UndoImportView)
  @ApiConflict()
  undo(@Context() context: CommandContext, @Param('id', IdPipe) id: string): Promise<UndoImportAnswer> {
    return this.undoing.undo(context, id);
  }

  /** The kept files once more, as a new import: what better readers find in them. */
  @Post(':id/read-again')
  @ApiBatch(ImportView, 201)
  @ApiConflict()
  readAgain(
    @MemberId() userId: string,
    @Param('id', IdPipe) id: string,
    @IdempotencyKey() keyed: KeyedRequest | undefined,
  ): Promise<ImportAnswer> {
    return this.imports.readAgain(userId, id, keyed);
  }

  /** Discards a preview, or the kept files of an import that is done. */
  @Delete(':id')
  @ApiIdempotencyKey()
  @ApiAnswer(ImportView)
  @ApiConflict()
  remove(
    @MemberId() userId: string,
    @Param('id', IdPipe) id: string,
    @IdempotencyKey() keyed: KeyedRequest | undefined,
  ): Promise<ImportAnswer> {
    return this.imports.remove(userId, id, keyed);
  }
}
