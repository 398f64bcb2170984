import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** By which answer a member who is in would be out: the role is denied, or their token is not taken any more. */
export type LossKind = 'denied' | 'token-dead';

/** How the role checks of the last minutes went, over all members, with one kind of loss. */
export interface Losses {
  /** Members who were checked within the window: of whom Discord confirmed the role last, or told this loss. */
  readonly checked: number;
  /** Those of them of whom it told this loss last. */
  readonly lost: number;
  /** Members lost since anybody's role was last confirmed, however long ago that was. */
  readonly lostInARow: number;
}

interface Tally {
  readonly losses: Readonly<Record<LossKind, Losses>>;
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

/** Where it stands when that was last told of a member. */
const COLUMNS = { denied: 'role_lost_at', 'token-dead': 'token_died_at' } as const;

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

  async lost(userId: string, kind: LossKind): Promise<void> {
    await this.dataSource.query(`UPDATE identity SET ${COLUMNS[kind]} = clock_timestamp() WHERE user_id = $1`, [
      userId,
    ]);
  }

  /** Members who are signed in and due for a check, the longest unheard of first. */
  due(): Promise<WatchedMember[]> {
    return this.dataSource.query(
      `SELECT user_id AS "dbUserId", discord_id AS "discordId" FROM identity
        WHERE EXISTS (SELECT FROM session WHERE session.user_id = identity.user_id AND expire > now())
          AND coalesce(greatest(role_confirmed_at, role_lost_at, token_died_at), '-infinity')
              <= now() - make_interval(mins => $1) - random() * make_interval(mins => $2)
        ORDER BY greatest(role_confirmed_at, role_lost_at, token_died_at) NULLS FIRST`,
      [DUE_MINUTES.earliest, DUE_MINUTES.latest - DUE_MINUTES.earliest],
    );
  }

  async tally(): Promise<Tally> {
    const [denied, dead] = await Promise.all([this.losses('denied'), this.losses('token-dead')]);
    const rows: { released: boolean }[] = await this.dataSource.query(
      `SELECT EXISTS (SELECT FROM brake_release WHERE released_at > now() - make_interval(mins => $1)) AS released`,
      [RELEASE_MINUTES],
    );
    return { losses: { denied, 'token-dead': dead }, released: rows[0]?.released ?? false };
  }

  private async losses(kind: LossKind): Promise<Losses> {
    const rows: Losses[] = await this.dataSource.query(
      `WITH answer AS (
         SELECT greatest(role_confirmed_at, ${COLUMNS[kind]}) AS at,
                ${COLUMNS[kind]} > coalesce(role_confirmed_at, '-infinity') AS lost,
                max(role_confirmed_at) OVER () AS last_confirmed_at
           FROM identity)
       SELECT count(*) FILTER (WHERE at > now() - make_interval(mins => $1))::int AS checked,
              count(*) FILTER (WHERE lost AND at > now() - make_interval(mins => $1))::int AS lost,
              count(*) FILTER (WHERE lost AND at > coalesce(last_confirmed_at, '-infinity'))::int AS "lostInARow"
         FROM answer`,
      [WINDOW_MINUTES],
    );
    const [losses] = rows;
    if (!losses) throw new Error('A count has one row.');
    return losses;
  }
}
