import { Inject, Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import { TakeOver } from '../event-store/take-over.js';

/** On the first request of a member, has rows that an older app made brought up to date before anything is read. */
@Injectable()
export class UpToDateInterceptor implements NestInterceptor {
  constructor(@Inject(TakeOver) private readonly takeOver: TakeOver) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const { user } = context.switchToHttp().getRequest<Request & { readonly user?: { readonly dbUserId?: string } }>();
    if (user?.dbUserId) await this.takeOver.beforeAnswer(user.dbUserId);
    return next.handle();
  }
}
