/** Points that calls cost and that run out again with time, by whom. */
export class PointCounter {
  private readonly states = new Map<string, { points: number; at: number }>();

  /** `now` in milliseconds. */
  constructor(private readonly now: () => number) {}

  /** Whether `who` may still have so many points counted; what is refused is not counted. */
  take(who: string, cost: number, tier: { readonly most: number; readonly decay: number }): boolean {
    const now = this.now();
    const { points, at } = this.states.get(who) ?? { points: 0, at: now };
    const left = Math.max(0, points - (Math.max(0, now - at) / 1_000) * tier.decay);
    const allowed = left + cost <= tier.most;
    this.states.set(who, { points: allowed ? left + cost : left, at: now });
    return allowed;
  }
}
