import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** How the role checks of the last minutes went, over all members. */
export interface Tally {
  /** Members of whom Discord said yes or no within the window. */
  readonly checked: number;
  /** Those of them of whom it said no last. */
  readonly lost: number;
  /** Members lost since anybody's role was last confirmed, however long ago that was. */
  readonly lostInARow: number;
  /** Whether an operator has said within the last hour that denials are to be believed. */
  readonly released: boolean;
}

export interface WatchedMember {
  readonly dbUserId: string;
  readonly discordId: string;
}

/** Between these ages of the last answer, at random, so that members who signed in together are not checked together. */
const DUE_MINUTES = { earliest: 11, latest: 14 };

const WINDOW_MINUTES = 15;
const RELEASE_MINUTES = 60;

/**
 * What Discord last said of each member who was let in. It stands at their identity, and not in their ledger's tables,
 * because it is about all members at once, for all processes.
 */
@Injectable()
export class RoleAnswers {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  async confirmed(userId: string): Promise<void> {
    await this.dataSource.query('UPDATE identity SET role_confirmed_at = clock_timestamp() WHERE user_id = $1', [
      userId,
    ]);
  }

  async lost(userId: string): Promise<void> {
    await this.dataSource.query('UPDATE identity SET role_lost_at = clock_timestamp() WHERE user_id = $1', [userId]);
  }

  /** Members who are signed in and due for a check, the longest unheard of first. */
  due(): Promise<WatchedMember[]> {
    return this.dataSource.query(
      `SELECT user_id AS "dbUserId", discord_id AS "discordId" FROM identity
        WHERE EXISTS (SELECT FROM session WHERE session.user_id = identity.user_id AND expire > now())
          AND coalesce(greatest(role_confirmed_at, role_lost_at), '-infinity')
              <= now() - make_interval(mins => $1) - random() * make_interval(mins => $2)
        ORDER BY greatest(role_confirmed_at, role_lost_at) NULLS FIRST`,
      [DUE_MINUTES.earliest, DUE_MINUTES.latest - DUE_MINUTES.earliest],
    );
  }

  async tally(): Promise<Tally> {
    const rows: Tally[] = await this.dataSource.query(
      `WITH answer AS (
         SELECT greatest(role_confirmed_at, role_lost_at) AS at,
                role_lost_at > coalesce(role_confirmed_at, '-infinity') AS lost,
                max(role_confirmed_at) OVER () AS last_confirmed_at
           FROM identity)
       SELECT count(*) FILTER (WHERE at > now() - make_interval(mins => $1))::int AS checked,
              count(*) FILTER (WHERE lost AND at > now() - make_interval(mins => $1))::int AS lost,
              count(*) FILTER (WHERE lost AND at > coalesce(last_confirmed_at, '-infinity'))::int AS "lostInARow",
              EXISTS (SELECT FROM brake_release WHERE released_at > now() - make_interval(mins => $2)) AS released
         FROM answer`,
      [WINDOW_MINUTES, RELEASE_MINUTES],
    );
    const [tally] = rows;
    if (!tally) throw new Error('A count has one row.');
    return tally;
  }
}
