import { decimal, toText } from '@singularity/domain';
import type { DecimalText, FillInstrument, Instant } from '@singularity/domain';
import { Columns } from '../cells/columns.js';
import type { Table } from '../cells/columns.js';
import { contract, future, isFuture } from '../cells/instruments.js';
import { decimalMarkOf, sumOf } from '../cells/numbers.js';
import type { DecimalMark } from '../cells/numbers.js';
import type { Row, Source } from '../source/source.js';

/** Times are those of the broker's server, which the report does not name. */
export const TIMES = { order: 'mdy', timeZone: null } as const;

export interface Account {
  readonly account: string | null;
  readonly currency: string | null;
}

const DEALS = ['Time', 'Deal', 'Symbol', 'Type', 'Direction', 'Volume', 'Price', 'Order', 'Swap', 'Profit'];
const ORDERS = ['Open Time', 'Order', 'Symbol', 'Type', 'Volume', 'Time', 'State'];

/** The table of deals, in English: in other languages nothing in its header tells it from other tables. */
export function dealsIn(source: Source): Table | null {
  return tableOf(source, (cells) => new Columns(cells).has(...DEALS));
}

export function ordersIn(source: Source): Table | null {
  return tableOf(source, (cells) => new Columns(cells).has(...ORDERS));
}

/** The table of positions, in any language: it has a time and a price twice, and "S / L" and "T / P" in all of them. */
export function positionsIn(source: Source): Table | null {
  return tableOf(source, ([time, , , , , price, stop = '', target = '', secondTime, secondPrice]) =>
    [time === secondTime, price === secondPrice, /^S ?\/ ?L$/i.test(stop), /^T ?\/ ?P$/i.test(target)].every(Boolean),
  );
}

/** A table of a report ends with the title of the next one, which stands alone in its row. */
function tableOf(source: Source, isHeader: (cells: readonly string[]) => boolean): Table | null {
  if (source.kind !== 'rows') return null;
  const start = source.rows.findIndex(({ cells }) => isHeader(cells));
  const header = source.rows[start]?.cells;
  if (!header) return null;
  const below = source.rows.slice(start + 1);
  const end = below.findIndex(({ cells }) => cells.filter((cell) => cell !== '').length === 1);
  // A row of sums has nothing in front.
  const rows = below.slice(0, end < 0 ? undefined : end).filter(({ cells }) => cells[0] !== '');
  return { columns: new Columns(header), header, rows };
}

/** `12345678 (USD, Server, real, Hedge)`, in one of the first rows. */
export function accountIn({ rows }: { readonly rows: readonly Row[] }): Account {
  for (const cell of rows.slice(0, 10).flatMap(({ cells }) => cells)) {
    const { account, currency } = /^(?<account>\d+) ?\((?<currency>[A-Z]{3}),/.exec(cell)?.groups ?? {};
    if (account && currency) return { account, currency };
  }
  return { account: null, currency: null };
}

export function markIn({ rows }: Table): DecimalMark {
  return decimalMarkOf(rows.flatMap(({ cells }) => cells.filter((cell) => /^[-+]? ?\d[\d ]*[.,]\d+$/.test(cell))));
}

/** A pair of currencies, an index, a metal or a share as the broker names it, traded as a contract; or a listed future. */
export function instrumentIn(symbol: string, at: Instant): FillInstrument {
  return isFuture(symbol) ? future(symbol, at) : contract(symbol.replace(/^#/, ''));
}

/** Of `0.05 / 0.10` what was filled. */
export function filledIn(volume: string): string {
  return volume.split(' / ')[0] ?? '';
}

/** What commission, fee and swap cost together: a report has them as the balance moves. */
export function costOf(charges: readonly string[], mark: DecimalMark): DecimalText {
  return toText(decimal(sumOf(charges, mark)).negated());
}
