import { Injectable, SetMetadata } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { finalize } from 'rxjs';
import type { Observable } from 'rxjs';
import { KeyedMutex, StillBusy } from '../runtime/keyed-mutex.js';

const IS_UNQUEUED = 'singularity:unqueued';

/** Marks a write that waits for no other of its member: what ends sessions, and what takes as long as its sender likes. */
export const Unqueued = () => SetMetadata(IS_UNQUEUED, true);

export function isUnqueued(context: ExecutionContext): boolean {
  return Reflect.getMetadata(IS_UNQUEUED, context.getHandler()) === true;
}

/**
 * The writes of a member, one after the other: what waits has asked for nothing yet, and others' requests find the
 * database free. A write is over when its handler is done, and not when its answer has been read, for which it may take
 * for ever. It is over, too, when its client goes away; the commands that then still run have a queue of their own, in
 * `Ledger`.
 */
@Injectable()
export class WriteQueue implements NestInterceptor {
  private readonly mutex = new KeyedMutex();
  private readonly releases = new WeakMap<Request, () => void>();

  /**
   * Waits for a write's turn, and says whether it had to. Throws `StillBusy` where the turn does not come in time, or its
   * client has gone.
   */
  async enter(context: ExecutionContext, userId: string): Promise<boolean> {
    if (isUnqueued(context)) return false;
    const waits = this.mutex.isHeld(userId);
    const http = context.switchToHttp();
    const response = http.getResponse<Response>();
    const release = await this.mutex.acquire(userId);
    // Whatever else may end a request: no lock is held longer.
    response.once('close', release);
    this.releases.set(http.getRequest<Request>(), release);
    if (!response.closed) return waits;
    release();
    throw new StillBusy();
  }

  leave(request: Request): void {
    this.releases.get(request)?.();
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    return next.handle().pipe(finalize(() => this.leave(request)));
  }
}
