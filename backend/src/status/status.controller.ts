import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { StatusAnswer } from '@singularity/contract';
import { Public } from '../auth/signed-in.guard.js';
import { Clock } from '../runtime/clock.js';
import { StatusView } from '@singularity/contract/wire';
import { ApiOpenProblems } from '../http/api-docs.js';
import { VERSION } from '../version.js';
import { Systems } from './systems.js';

@ApiTags('status')
@Controller('api/status')
export class StatusController {
  constructor(
    @Inject(Systems) private readonly systems: Systems,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Whether the app can serve. Without Discord or the market it can; without the database it cannot. */
  @Get()
  @Public()
  @ApiResponse({ status: 200, type: StatusView })
  @ApiResponse({ status: 503, type: StatusView })
  @ApiOpenProblems()
  async status(@Res({ passthrough: true }) response: Response): Promise<StatusAnswer> {
    const standing = await this.systems.look();
    response.status(standing.overall === 'error' ? 503 : 200);
    return { ...standing, version: VERSION, timestamp: this.clock.now() };
  }
}
