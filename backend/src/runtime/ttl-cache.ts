interface Remembered<T> {
  readonly answer: Promise<T>;
  readonly until: number;
}

export interface TtlCacheOptions {
  readonly lifeMs: number;
  /** How many answers are kept; the oldest make room. */
  readonly most: number;
  /** Milliseconds, of any clock. */
  readonly now?: () => number;
}

/** Keeps answers for a moment, so that many who ask the same together, or one after the other, ask only once. */
export class TtlCache<T> {
  private readonly answers = new Map<string, Remembered<T>>();

  constructor(private readonly options: TtlCacheOptions) {}

  get(key: string, ask: () => Promise<T>): Promise<T> {
    const { lifeMs, most, now = () => performance.now() } = this.options;
    const time = now();
    const known = this.answers.get(key);
    if (known && time < known.until) return known.answer;
    const answer = ask();
    // Set anew, so that the order of the map is the order of age.
    this.answers.delete(key);
    this.answers.set(key, { answer, until: time + lifeMs });
    const [oldest] = this.answers.keys();
    if (this.answers.size > most && oldest !== undefined) this.answers.delete(oldest);
    return answer;
  }
}
