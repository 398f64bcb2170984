import { instrumentKey, parseCurrency } from '@singularity/domain';
import { chargeApart } from '../cells/fees.js';
import { numberedInOrders, putInto } from '../cells/found.js';
import type { Moments } from '../cells/moments.js';
import { readNumber } from '../cells/numbers.js';
import type { Draft } from '../draft.js';
import { costOf, isPaidApart, noTrade, readExecution } from './trade-row.js';
import type { Execution } from './trade-row.js';
import type { Said } from './said.js';

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
      const realized = readNumber(said('realized'));
      if (realized) this.draft.stated(fill.currency ?? null, { net: realized });
      this.found.push(execution);
      if (!isPaidApart(said)) return;
      const { account = null, id, instrument, moment } = fill;
      const currency = parseCurrency(said('commissionCurrency'));
      chargeApart(this.draft, { account, cost: costOf(said), currency, instrument, moment, ...(id ? { id } : {}) });
    });
  }

  /** Puts into the draft what was not taken back. */
  done(): void {
    const taken = new Set<Execution>();
    for (const each of this.found.filter(({ cancels }) => cancels)) {
      const original = this.originalOf(each, taken);
      this.draft.row(each, () => {
        if (original) this.draft.skip('Cancelled by the broker');
        else this.draft.hold('This takes back a trade that is not in the file.');
      });
      if (!original) continue;
      taken.add(original);
      this.draft.row(original, () => this.draft.skip('Cancelled by the broker'));
    }
    putInto(this.draft, numberedInOrders(this.found.filter((each) => !each.cancels && !taken.has(each))));
    this.draft.ask(this.moments.questions);
  }

  /** The trade that a row takes back: by its id, else by all that it says. */
  private originalOf(cancel: Execution, taken: ReadonlySet<Execution>): Execution | undefined {
    const alike = this.found.filter((each) => !each.cancels && !taken.has(each) && saysTheSame(each, cancel));
    const byId = alike.find(({ tradeId }) => tradeId !== '' && tradeId === cancel.tradeId);
    return byId ?? alike.find((each) => each.fill.moment.written === cancel.fill.moment.written);
  }
}

function saysTheSame({ fill: a }: Execution, { fill: b }: Execution): boolean {
  return (
    a.account === b.account &&
    a.side === b.side &&
    a.quantity === b.quantity &&
    a.price === b.price &&
    instrumentKey(a.instrument) === instrumentKey(b.instrument)
  );
}
