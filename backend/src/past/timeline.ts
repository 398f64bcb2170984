import { Inject, Injectable } from '@nestjs/common';
import { Tenants } from '../database/tenants.js';
import { placeOf, versionAt } from './as-of.js';
import type { AsOfQuery, Place } from './as-of.js';
import { PastThread } from './past-thread.js';
import type { Question } from './question.js';

/** Answers questions about a member's ledger as it stands, or as it stood. */
@Injectable()
export class Timeline {
  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(PastThread) private readonly past: PastThread,
  ) {}

  async ask<Query extends object, Answer>(
    userId: string,
    question: Question<Query, Answer>,
    { asOfVersion, recordedBefore, ...rest }: Query & AsOfQuery,
  ): Promise<Answer> {
    const query = rest as unknown as Query;
    const place = placeOf({ asOfVersion, recordedBefore } as AsOfQuery);
    if (asOfVersion === undefined && recordedBefore === undefined)
      return this.tenants.readTenant(userId, (tx) => question.now(tx, query));
    const [version] = await this.versionsAt(userId, [place]);
    return this.past.ask(question, userId, [version], query);
  }

  /** The versions that places mean, seen at one moment. */
  versionsAt<Places extends readonly Place[]>(
    userId: string,
    places: readonly [...Places],
  ): Promise<{ -readonly [Index in keyof Places]: number }> {
    return this.tenants.readTenant(userId, async (tx) => {
      const versions: number[] = [];
      for (const place of places) versions.push(await versionAt(tx, place));
      return versions as { -readonly [Index in keyof Places]: number };
    });
  }
}
