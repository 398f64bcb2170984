import { unavailable } from './problem.js';

const RETRY_SECONDS = 10;

/** Lets a member have one piece of dear work done at a time: whoever asks again and again makes no more of it. */
export class OneAtATime {
  private readonly underWay = new Set<string>();

  /** `refusal` is what a member is told, with 503, whose work is under way. */
  constructor(private readonly refusal: string) {}

  async run<Result>(userId: string, work: () => Promise<Result>): Promise<Result> {
    if (this.underWay.has(userId)) throw unavailable(this.refusal, RETRY_SECONDS);
    this.underWay.add(userId);
    try {
      return await work();
    } finally {
      this.underWay.delete(userId);
    }
  }
}
