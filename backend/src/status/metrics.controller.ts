import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Inject, Logger, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../auth/signed-in.guard.js';
import { bearerIn } from '../auth/tokens/access-token.js';
import type { Config } from '../config.js';
import { CONFIG } from '../config.token.js';
import { Consumers } from '../consumers/consumers.js';
import { notFound, ProblemException } from '../http/problem.js';
import { Jobs } from '../jobs/jobs.js';
import { loggable } from '../runtime/loggable.js';
import {
  allMetrics,
  consumerLag,
  consumerSetAside,
  jobCount,
  projectionCount,
  systemState,
  versionInfo,
  watchProcess,
} from '../runtime/metrics.js';
import { VERSION } from '../version.js';
import { Systems } from './systems.js';

/**
 * The numbers of this process, for Prometheus. A token of their own opens them, and nothing that a member has: beside
 * `/api`, where no session and no access token is read.
 */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  private readonly logger = new Logger('metrics');

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'metricsToken'>,
    @Inject(Systems) private readonly systems: Systems,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Consumers) private readonly consumers: Consumers,
  ) {
    if (config.metricsToken !== null) watchProcess();
  }

  @Get()
  @Public()
  async metrics(@Req() request: Request, @Res() response: Response): Promise<void> {
    const token = this.config.metricsToken;
    if (token === null) throw notFound();
    if (!isSame(bearerIn(request) ?? '', token)) {
      response.setHeader('WWW-Authenticate', 'Bearer');
      throw new ProblemException(401, 'about:blank', 'Show the METRICS_TOKEN as a bearer token.');
    }
    await Promise.all([this.lookAtSystems(), this.countJobs()]);
    response.setHeader('Content-Type', allMetrics.contentType).send(await allMetrics.metrics());
  }

  private async lookAtSystems(): Promise<void> {
    const { systems, projections } = await this.systems.look();
    systemState.reset();
    for (const [system, state] of Object.entries(systems)) systemState.set({ system, state }, 1);
    for (const [standing, ledgers] of Object.entries(projections)) projectionCount.set({ standing }, ledgers);
    versionInfo.set({ version: VERSION }, 1);
  }

  /** Where they cannot be counted there is no number, rather than an old one. */
  private async countJobs(): Promise<void> {
    const counts = await this.jobs.count().catch((error: unknown) => {
      this.logger.warn(`Jobs cannot be counted: ${loggable(error)}`);
      return null;
    });
    jobCount.reset();
    consumerLag.reset();
    consumerSetAside.reset();
    if (!counts) return;
    for (const { queue, state, jobs } of counts) jobCount.set({ queue, state }, jobs);
    for (const { consumer, lagSeconds, setAside } of this.consumers.figuresIn(counts)) {
      consumerLag.set({ consumer }, lagSeconds);
      consumerSetAside.set({ consumer }, setAside);
    }
  }
}

/** Takes as long whatever they are. */
function isSame(given: string, expected: string): boolean {
  const [one, other] = [given, expected].map((text) => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}
