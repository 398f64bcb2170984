import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { RoleAccess } from '../role/role-access.js';
import { DemoSwitch } from '../session/demo-switch.js';
import { Sessions } from '../session/sessions.js';

/**
 * The way out: the session of this browser ends, and no answer to the member stays where others may come after them. What
 * the page keeps it removes itself, all but receipts: without them, who has rewritten a ledger would only have to wait.
 */
@Injectable()
export class SignOut {
  constructor(
    @Inject(RoleAccess) private readonly access: RoleAccess,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(DemoSwitch) private readonly demo: DemoSwitch,
  ) {}

  async leaveEverywhere(memberId: string, request: Request, response: Response): Promise<void> {
    await this.access.signOutEverywhere(memberId);
    await this.leave(request, response);
  }

  async leave(request: Request, response: Response): Promise<void> {
    await this.sessions.close(request, response);
    this.demo.turnOff(response);
    response.setHeader('Clear-Site-Data', '"cache"');
  }
}
