import { Inject, Injectable, Logger } from '@nestjs/common';
import { RoleAnswers } from './role-answers.table.js';
import type { Tally } from './role-answers.table.js';

/** So many members checked lately make a community in which two losses in a row are no coincidence. */
const SMALL = 10;
const MOST_IN_A_ROW = { small: 1, large: 3 };
const MOST_LOST = 3;
const MOST_LOST_SHARE = 0.2;

/** Whether so many lost their role that a wrong id, or a fault of Discord, is likelier than so many goodbyes. */
export function isUnusual({ checked, lost, lostInARow }: Tally): boolean {
  const mostInARow = checked <= SMALL ? MOST_IN_A_ROW.small : MOST_IN_A_ROW.large;
  return lostInARow > mostInARow || lost > Math.max(MOST_LOST, checked * MOST_LOST_SHARE);
}

/**
 * Keeps a mistake about the role from signing everybody out. It is not switched: it follows from what was last heard of
 * all members, the same in every process, and is off again once Discord confirms roles as usual.
 */
@Injectable()
export class Brake {
  private readonly logger = new Logger(Brake.name);
  private wasOn = false;

  constructor(@Inject(RoleAnswers) private readonly answers: RoleAnswers) {}

  /** Notes that this member would be out, and says whether that counts for no answer. */
  async holdsUp(userId: string): Promise<boolean> {
    await this.answers.lost(userId);
    return this.isOn();
  }

  /** Whether denials count for no answer at present. */
  async isOn(): Promise<boolean> {
    const tally = await this.answers.tally();
    const on = isUnusual(tally) && !tally.released;
    if (on !== this.wasOn) this.announce(on, tally);
    this.wasOn = on;
    return on;
  }

  private announce(on: boolean, { checked, lost, lostInARow }: Tally): void {
    if (on)
      this.logger.error(
        `Denials of the role are not believed: of ${checked} members checked lately ${lost} would be signed out, ` +
          `${lostInARow} in a row. Look whether DISCORD_GUILD_ID and DISCORD_ROLE_ID are right (npm run doctor). ` +
          'If so many have really lost it: npm run release-brake.',
      );
    else this.logger.warn('Denials of the role are believed again.');
  }
}
