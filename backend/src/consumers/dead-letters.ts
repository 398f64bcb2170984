import { Inject, Injectable } from '@nestjs/common';
import { Tenants } from '../database/tenants.js';
import { Jobs } from '../jobs/jobs.js';
import { consumerOf, followJobs, SET_ASIDE, setAsideJobs } from './consumer.js';
import { ConsumerJobs } from './consumer-jobs.js';

/** An event that a consumer could not take. */
export interface DeadLetter {
  readonly consumer: string;
  readonly userId: string;
  readonly version: number;
  /** When it was set aside. */
  readonly since: Date;
}

/** What to look for; all of it, where nothing is said. */
export interface Wanted {
  readonly consumer?: string | undefined;
  readonly user?: string | undefined;
}

/** For operators: shows what consumers could not take, and has it taken again. */
@Injectable()
export class DeadLetters {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(ConsumerJobs) private readonly told: ConsumerJobs,
    @Inject(Tenants) private readonly tenants: Tenants,
  ) {}

  /** In the order in which they were set aside. */
  async list({ consumer, user }: Wanted): Promise<readonly DeadLetter[]> {
    const jobs = await this.jobs.list(SET_ASIDE);
    return jobs
      .map(({ name, userId, id, since }) => ({ consumer: consumerOf(name), userId, version: Number(id), since }))
      .filter(
        (letter) => letter.consumer === (consumer ?? letter.consumer) && letter.userId === (user ?? letter.userId),
      );
  }

  /** Has one taken again, by a process of the app; false where another was first. */
  async replay({ consumer, userId, version }: DeadLetter): Promise<boolean> {
    await this.jobs.open(followJobs(consumer), { forGood: true });
    return this.tenants.withTenant(userId, async (tx) => {
      const isOurs = await this.jobs.takeBack(tx, setAsideJobs(consumer), { userId, id: String(version) });
      if (isOurs) await this.told.takeAgain(tx, consumer, version);
      return isOurs;
    });
  }
}
