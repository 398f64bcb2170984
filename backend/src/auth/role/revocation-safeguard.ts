import { Inject, Injectable, Logger } from '@nestjs/common';
import { RoleAnswers } from './role-answers.table.js';
import type { Losses, LossKind } from './role-answers.table.js';

/** So many members checked lately make a community in which two losses in a row are no coincidence. */
const SMALL = 10;
const MOST_IN_A_ROW = { small: 1, large: 3 };
const MOST_LOST = 3;
const MOST_LOST_SHARE = 0.2;

/** Whether so many lost their role that a wrong id, or a fault of Discord, is likelier than so many goodbyes. */
export function isUnusual({ checked, lost, lostInARow }: Losses): boolean {
  const mostInARow = checked <= SMALL ? MOST_IN_A_ROW.small : MOST_IN_A_ROW.large;
  return lostInARow > mostInARow || lost > Math.max(MOST_LOST, checked * MOST_LOST_SHARE);
}

/**
 * Keeps a mistake about the role, or about members' tokens, from signing everybody out: each kind of loss has a safeguard of
 * its own, for the one says nothing about the other. It is not switched: it follows from what was last heard of all
 * members, the same in every process, and is off again once Discord confirms roles as usual.
 */
@Injectable()
export class RevocationSafeguard {
  private readonly logger = new Logger(RevocationSafeguard.name);
  private readonly wasOn: Record<LossKind, boolean> = { denied: false, 'token-dead': false };

  constructor(@Inject(RoleAnswers) private readonly answers: RoleAnswers) {}

  /** Notes that this member would be out, and says whether that counts for no answer. */
  async holdsUp(userId: string, kind: LossKind): Promise<boolean> {
    await this.answers.lost(userId, kind);
    return (await this.areOn())[kind];
  }

  /** Which losses count for no answer at present. */
  async areOn(): Promise<Readonly<Record<LossKind, boolean>>> {
    const { losses, released } = await this.answers.tally();
    const on = {
      denied: isUnusual(losses.denied) && !released,
      // Who has waited an hour signs in anew: there is nothing that an operator could let go.
      'token-dead': isUnusual(losses['token-dead']),
    };
    for (const kind of ['denied', 'token-dead'] as const) {
      if (on[kind] !== this.wasOn[kind]) this.logger[on[kind] ? 'error' : 'warn'](WORDS[kind](on[kind], losses[kind]));
      this.wasOn[kind] = on[kind];
    }
    return on;
  }
}

const WORDS: Readonly<Record<LossKind, (on: boolean, losses: Losses) => string>> = {
  denied: (on, { checked, lost, lostInARow }) =>
    on
      ? `Denials of the role are not believed: of ${checked} members checked lately ${lost} would be signed out, ` +
        `${lostInARow} in a row. Look whether DISCORD_GUILD_ID and DISCORD_ROLE_ID are right (npm run doctor). ` +
        'If so many have really lost it: npm run release-safeguard.'
      : 'Denials of the role are believed again.',
  'token-dead': (on, { checked, lost, lostInARow }) =>
    on
      ? `Discord does not take the tokens of unusually many members: of ${checked} checked lately ${lost}, ` +
        `${lostInARow} in a row. Was the application's secret reset? They sign in anew within an hour.`
      : 'Discord takes the tokens of members again.',
};
