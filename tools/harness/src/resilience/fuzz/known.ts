import type { Chance } from '@singularity/backend/members/chance.js';

/** Of each kind so many, the newest: what is older may be gone. */
const MOST = 40;

export type Kind =
  | 'trade'
  | 'deleted'
  | 'account'
  | 'import'
  | 'ready import'
  | 'done import'
  | 'session'
  | 'batch'
  | 'execution'
  | 'screenshot'
  | 'day'
  | `cursor ${string}`;

type Item = Readonly<Record<string, unknown>>;

/** What a member has learned out of answers, so that ids, versions and cursors are often such as exist. */
export class Known {
  username = '';
  /** Of the ledger. */
  version = 0;
  private readonly pools = new Map<Kind, string[]>();
  private readonly streamVersions = new Map<string, number>();

  oneOf(kind: Kind, chance: Chance): string | undefined {
    const pool = this.pools.get(kind) ?? [];
    return pool.length > 0 ? chance.oneOf(pool) : undefined;
  }

  /** An id for a field or parameter of that name. */
  idFor(name: string, chance: Chance): string | undefined {
    return this.oneOf(/account/i.test(name) ? 'account' : 'trade', chance);
  }

  streamVersionOf(id: string): number | undefined {
    return this.streamVersions.get(id);
  }

  /** Executions and screenshots are kept with the trade that they belong to: `trade/execution`. */
  keep(kind: Kind, value: string): void {
    const pool = this.pools.get(kind) ?? [];
    if (pool.includes(value)) return;
    this.pools.set(kind, [...pool.slice(1 - MOST), value]);
  }

  forget(kind: Kind, value: string): void {
    this.pools.set(
      kind,
      (this.pools.get(kind) ?? []).filter((other) => other !== value),
    );
  }

  /** All of it: the ledger was erased. */
  forgetAll(): void {
    this.version = 0;
    this.pools.clear();
    this.streamVersions.clear();
  }

  /** Out of the answer to a request for a path. */
  learn(operation: string, path: string, answer: unknown): void {
    if (!isItem(answer)) return;
    const { nextCursor, batchId, ledger } = answer;
    if (typeof nextCursor === 'string') this.keep(`cursor ${operation}`, nextCursor);
    if (typeof batchId === 'string') this.keep('batch', batchId);
    if (isItem(ledger) && typeof ledger['version'] === 'number')
      this.version = Math.max(this.version, ledger['version']);
    const { items, changed } = answer;
    for (const item of [answer, items, changed].flat()) if (isItem(item)) this.learnItem(path, item);
    this.learnDeleted(operation, answer);
  }

  private learnItem(path: string, item: Item): void {
    const { id, day, streamVersion } = item;
    if (typeof day === 'string' && 'root' in item) this.keep('day', day);
    if (typeof id !== 'string') return;
    if (typeof streamVersion === 'number') this.streamVersions.set(id, streamVersion);
    if ('device' in item) this.keep('session', id);
    if ('questions' in item) this.learnImport(id, item);
    if ('platform' in item) this.keep('account', id);
    if ('width' in item) this.keep('screenshot', `${path.split('/')[4]}/${id}`);
    if ('symbol' in item) this.learnTrade(id, item);
  }

  /** One that can be confirmed, or taken back, is known as such: few can. */
  private learnImport(id: string, { status, questions, counts }: Item): void {
    this.keep('import', id);
    const asks = !Array.isArray(questions) || questions.length > 0;
    const isReady = status === 'previewed' && !asks && isItem(counts) && counts['fills'] !== 0;
    if (isReady) this.keep('ready import', id);
    else this.forget('ready import', id);
    if (status === 'importing' || status === 'imported') this.keep('done import', id);
    else this.forget('done import', id);
  }

  private learnTrade(id: string, { executions, deletedAt }: Item): void {
    this.keep(deletedAt === undefined ? 'trade' : 'deleted', id);
    for (const execution of Array.isArray(executions) ? (executions as Item[]) : [])
      this.keep('execution', `${id}/${String(execution['id'])}`);
  }

  private learnDeleted(operation: string, { id }: Item): void {
    const [, kind] = /^DELETE \S+\/(trade|import)s\/\{id\}$/.exec(operation) ?? [];
    if (!kind || typeof id !== 'string') return;
    this.forget(kind as Kind, id);
    if (kind === 'import') this.forget('ready import', id);
    if (kind === 'trade') this.keep('deleted', id);
  }
}

function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
