import { Inject, Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import { ProjectionUpgrade } from '../event-store/projection-upgrade.js';

/** On the first request of a member, has rows that an older app made brought up to date before anything is read. */
@Injectable()
export class UpToDateInterceptor implements NestInterceptor {
  constructor(@Inject(ProjectionUpgrade) private readonly projectionUpgrade: ProjectionUpgrade) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const { user } = context.switchToHttp().getRequest<Request & { readonly user?: { readonly dbUserId?: string } }>();
    if (user?.dbUserId) await this.projectionUpgrade.beforeAnswer(user.dbUserId);
    return next.handle();
  }
}
