import { Inject, Injectable } from '@nestjs/common';
import { Tenants } from '../database/tenants.js';
import { Clock } from '../event-store/clock.js';
import { readHead } from '../event-store/events.table.js';
import { LedgerSize } from '../event-store/ledger-size.js';
import { placeOf, versionAt } from './as-of.js';
import type { AsOfQuery, Place } from './as-of.js';
import { PastThread } from './past-thread.js';
import { isHeavy } from './question.js';
import type { Question } from './question.js';
import { Snapshot } from './snapshot.js';

/** Answers questions about a member's ledger as it stands, or as it stood. */
@Injectable()
export class Timeline {
  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(PastThread) private readonly past: PastThread,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LedgerSize) private readonly size: LedgerSize,
  ) {}

  async ask<Query extends object, Answer>(
    userId: string,
    question: Question<Query, Answer>,
    { asOfVersion, recordedBefore, ...rest }: Query & AsOfQuery,
  ): Promise<Answer> {
    const query = rest as unknown as Query;
    const place = placeOf({ asOfVersion, recordedBefore } as AsOfQuery);
    if (asOfVersion === undefined && recordedBefore === undefined) return this.askNow(userId, question, query);
    const [version] = await this.versionsAt(userId, [place]);
    return this.past.ask(question, userId, [version], query);
  }

  private async askNow<Query, Answer>(
    userId: string,
    question: Question<Query, Answer>,
    query: Query,
  ): Promise<Answer> {
    const here = await this.tenants.readTenant(userId, async (tx) => {
      const isElsewhere =
        question.folds && (await isHeavy(tx, question, query, { head: await readHead(tx), size: this.size }));
      return isElsewhere ? null : { answer: await question.now(tx, query) };
    });
    return here ? here.answer : this.past.askNow(question, userId, query);
  }

  /** The ledger as it stands, for reading on and on. */
  async snapshot(userId: string): Promise<Snapshot> {
    const { tenants, past, size } = this;
    return new Snapshot(userId, await tenants.readTenant(userId, readHead), this.clock.now(), { tenants, past, size });
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
