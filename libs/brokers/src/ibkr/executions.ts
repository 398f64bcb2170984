import { instrumentKey, parseCurrency } from '@singularity/domain';
import { chargeApart } from '../cells/fees.js';
import { numberedInOrders, putInto } from '../cells/found.js';
import type { Moments } from '../cells/moments.js';
import type { Draft } from '../draft.js';
import { costOf, isPaidApart, noTrade, readExecution } from './trade-row.js';
import type { Execution } from './trade-row.js';
import type { Said } from './said.js';

const CANCELLED = 'Cancelled by the broker';

/** What became of the trades of a report. */
export interface Outcome {
  /** What was not taken back. */
  readonly kept: readonly Execution[];
  /** What was taken back. */
  readonly cancelled: readonly Execution[];
  /** Cancellations of what is not in the report, but may be known from an earlier one. */
  readonly orphans: readonly Execution[];
}

/** The trades of one report, of whatever kind. */
export class Executions {
  private readonly found: Execution[] = [];

  constructor(
    private readonly draft: Draft,
    private readonly moments: Moments,
  ) {}

  read(line: number, said: Said): void {
    this.draft.row({ line }, () => {
      const reason = noTrade(said);
      if (reason) return this.draft.skip(reason);
      const execution = readExecution(line, said, this.moments);
      const { fill } = execution;
      // What Interactive Brokers calls realized is after commissions, those of the opening too.
      if (execution.realized) this.draft.stated(fill.currency ?? null, { net: execution.realized });
      this.found.push(execution);
      if (!isPaidApart(said)) return;
      const { account = null, id, instrument, moment } = fill;
      const currency = parseCurrency(said('commissionCurrency'));
      chargeApart(this.draft, { account, cost: costOf(said), currency, instrument, moment, ...(id ? { id } : {}) });
    });
  }

  /** Puts into the draft what was not taken back. `isOneOfMany` where earlier reports may have what this one takes back. */
  done({ isOneOfMany = false } = {}): Outcome {
    const cancelled = new Set<Execution>();
    const orphans: Execution[] = [];
    const originals = new Originals(this.found.filter(({ cancels }) => !cancels));
    for (const each of this.found.filter(({ cancels }) => cancels)) {
      const original = originals.take(each);
      this.draft.row(each, () => {
        if (original || (isOneOfMany && originalId(each) !== '')) this.draft.skip(CANCELLED);
        else this.draft.hold('This takes back a trade that is not in the file.');
      });
      if (!original) {
        orphans.push(each);
        continue;
      }
      cancelled.add(original);
      this.draft.row(original, () => this.draft.skip(CANCELLED));
    }
    const kept = this.found.filter((each) => !each.cancels && !cancelled.has(each));
    putInto(this.draft, numberedInOrders(kept));
    this.draft.ask(this.moments.questions);
    return { kept, cancelled: [...cancelled], orphans };
  }
}

/** The id of what a cancellation takes back, as that has it; empty where it has none. */
export function originalId({ execId, tradeId }: Execution): string {
  return execId || tradeId;
}

/** The trades that may be taken back, each once: by id and all that they say, else by all that they say and when. */
class Originals {
  private readonly places = new Map<string, Execution[]>();
  private readonly taken = new Set<Execution>();

  constructor(found: readonly Execution[]) {
    // In lists from which the first is taken: what corrects a trade stands behind it.
    for (const each of found.toReversed())
      for (const name of namesOf(each)) {
        const known = this.places.get(name);
        if (known) known.push(each);
        else this.places.set(name, [each]);
      }
  }

  take(cancel: Execution): Execution | undefined {
    for (const name of namesOf(cancel)) {
      const alike = this.places.get(name);
      for (let each = alike?.pop(); each; each = alike?.pop()) {
        if (this.taken.has(each)) continue;
        this.taken.add(each);
        return each;
      }
    }
    return undefined;
  }
}

function namesOf({ fill, tradeId }: Execution): readonly string[] {
  const says = [fill.account, instrumentKey(fill.instrument), fill.side, fill.quantity, fill.price].join(' ');
  return [...(tradeId === '' ? [] : [`${says} id ${tradeId}`]), `${says} at ${fill.moment.written}`];
}
