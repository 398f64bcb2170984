import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { StatusAnswer } from '@singularity/contract';
import { Public } from '../auth/signed-in.guard.js';
import { Clock } from '../runtime/clock.js';
import { ProjectionUpgrade } from '../event-store/projection-upgrade.js';
import { StatusView } from '@singularity/contract/wire';
import { ApiOpenProblems } from '../http/api-docs.js';
import { VERSION } from '../version.js';
import { Systems } from './systems.js';

@ApiTags('status')
@Controller('api/status')
export class StatusController {
  constructor(
    @Inject(Systems) private readonly systems: Systems,
    @Inject(ProjectionUpgrade) private readonly projectionUpgrade: ProjectionUpgrade,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Whether the app can serve. Without Discord or the market it can; without the database it cannot. */
  @Get()
  @Public()
  @ApiResponse({ status: 200, type: StatusView })
  @ApiResponse({ status: 503, type: StatusView })
  @ApiOpenProblems()
  async status(@Res({ passthrough: true }) response: Response): Promise<StatusAnswer> {
    const { systems: seen, reasons } = await this.systems.look();
    const projections = this.projectionUpgrade.standing();
    // Being behind passes by itself; having failed does not.
    const systems = { ...seen, projections: projections.failed > 0 ? 'degraded' : 'healthy' } as const;
    const overall = overallOf(systems);
    response.status(overall === 'error' ? 503 : 200);
    return { overall, systems, reasons, projections, version: VERSION, timestamp: this.clock.now() };
  }
}

function overallOf(systems: StatusAnswer['systems']): StatusAnswer['overall'] {
  if (systems.database === 'error') return 'error';
  return Object.values(systems).some((state) => state === 'error' || state === 'degraded') ? 'degraded' : 'healthy';
}
