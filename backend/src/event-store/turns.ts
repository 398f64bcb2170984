/** Lets the work of each member be done one after the other, and that of different members side by side. */
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  async take<Result>(userId: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.last.get(userId);
    const turn = before ? before.then(work) : work();
    const over = turn.catch(() => undefined);
    this.last.set(userId, over);
    try {
      return await turn;
    } finally {
      if (this.last.get(userId) === over) this.last.delete(userId);
    }
  }
}
