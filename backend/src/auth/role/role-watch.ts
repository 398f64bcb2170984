import { Inject, Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { RoleAccess } from './role-access.js';
import { RoleAnswers } from './role-answers.table.js';
import type { WatchedMember } from './role-answers.table.js';
import { loggable } from '../../runtime/loggable.js';

const ROUND_MS = 30_000;
const MOST_AT_ONCE = 2;

/**
 * Checks the roles of members who are signed in and ask for nothing, so that a lost role ends their sessions too. Every
 * process goes round; who takes on a check is decided where it is claimed.
 */
@Injectable()
export class RoleWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(RoleWatch.name);
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private round: Promise<void> = Promise.resolve();

  constructor(
    @Inject(RoleAnswers) private readonly answers: RoleAnswers,
    @Inject(RoleAccess) private readonly access: RoleAccess,
  ) {}

  onApplicationBootstrap(): void {
    this.plan();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.round;
  }

  /** Checks everybody who is due, few at a time. */
  async goRound(): Promise<void> {
    const due = await this.answers.due();
    const next = due.values();
    await Promise.all(Array.from({ length: MOST_AT_ONCE }, () => this.checkEach(next)));
  }

  private async checkEach(members: Iterable<WatchedMember>): Promise<void> {
    for (const member of members) {
      if (this.stopped) return;
      await this.access.checkInTime(member);
    }
  }

  private plan(): void {
    this.timer = setTimeout(
      () => {
        this.round = this.goRound()
          .catch((error: unknown) => this.logger.warn(`The roles could not be looked after: ${loggable(error)}`))
          .finally(() => this.stopped || this.plan());
      },
      ROUND_MS * (0.9 + Math.random() * 0.2),
    ).unref();
  }
}
