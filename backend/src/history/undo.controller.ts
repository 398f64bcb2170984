import { Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { UndoAnswer, UndoBatchAnswer } from '@singularity/contract';
import { UndoBatchView, UndoView } from '@singularity/contract/wire';
import { ApiBatch, ApiCommand } from '../http/api-docs.js';
import { Context } from '../http/command-context.js';
import type { CommandContext } from '../http/command-context.js';
import { IdPipe } from '../http/id.pipe.js';
import { UndoBatch, UndoChange } from './undo.commands.js';
import { VersionPipe } from './version.pipe.js';

/** Takes changes back, by events of their own that name what they undo. The undo of an undo does it again. */
@ApiTags('history')
@Controller('api/user/history')
export class UndoController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  /** 409 where later changes touched the same fields: `errors` names them. */
  @Post(':version/undo')
  @HttpCode(200)
  @ApiCommand(UndoView)
  undo(@Context() context: CommandContext, @Param('version', VersionPipe) version: number): Promise<UndoAnswer> {
    return this.commands.execute(new UndoChange(context, version));
  }

  /** What one request did to many; what stands in the way of one does not stop the others. */
  @Post('batches/:batchId/undo')
  @HttpCode(200)
  @ApiBatch(UndoBatchView)
  undoBatch(@Context() context: CommandContext, @Param('batchId', IdPipe) batchId: string): Promise<UndoBatchAnswer> {
    return this.commands.execute(new UndoBatch(context, batchId));
  }
}
