import type { RealizedCurrency, RealizedRow, RealizedSums } from '@singularity/contract';
import { decimal, sum, toText } from '@singularity/domain';

/** Sums of rows as they come: by currency, and in each by account and by month. They are sums of nothing but the rows. */
export class RealizedTotals {
  private readonly parts = new Map<string, { readonly of: readonly string[]; rows: number; sums: RealizedSums }>();

  add(row: RealizedRow): void {
    const month = row.day.slice(0, 7);
    for (const of of [['whole'], ['account', row.accountId ?? '', row.account ?? ''], ['month', month]])
      this.count(row.currency, of, row);
  }

  get currencies(): readonly RealizedCurrency[] {
    const by = Map.groupBy(this.parts.values(), ({ of }) => of[0] ?? '');
    return [...by]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([currency, parts]) => {
        const of = (kind: string) => parts.filter((part) => part.of[1] === kind);
        const [whole] = of('whole');
        return {
          currency,
          ...(whole?.sums as RealizedSums),
          accounts: of('account').map(({ of: [, , id, name], sums }) => ({
            accountId: id || null,
            account: id ? (name ?? null) : null,
            ...sums,
          })),
          months: of('month')
            .map(({ of: [, , month], sums }) => ({ month: month ?? '', ...sums }))
            .sort((a, b) => (a.month < b.month ? -1 : 1)),
        };
      });
  }

  private count(currency: string, of: readonly string[], row: RealizedRow): void {
    const key = JSON.stringify([currency, ...of]);
    const known = this.parts.get(key);
    if (!known) {
      const { proceeds, cost, gross, fees, net } = row;
      this.parts.set(key, { of: [currency, ...of], rows: 1, sums: { exits: 1, proceeds, cost, gross, fees, net } });
      return;
    }
    known.sums = plus(known.sums, row);
  }
}

function plus(sums: RealizedSums, row: RealizedRow): RealizedSums {
  const of = (name: 'proceeds' | 'cost' | 'gross' | 'fees' | 'net') =>
    toText(sum([decimal(sums[name]), decimal(row[name])]));
  return {
    exits: sums.exits + 1,
    ...{ proceeds: of('proceeds'), cost: of('cost'), gross: of('gross'), fees: of('fees'), net: of('net') },
  };
}
