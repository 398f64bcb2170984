import { PAGE_SIZE } from '@singularity/contract';
import type { ExplainPageQuery } from '@singularity/contract/wire';
import { decimal, FIGURE_RULES, parseInstant, toText } from '@singularity/domain';
import type { Contribution, Decimal, DecimalText, Figure } from '@singularity/domain';
import { invalidFields } from '../http/problem.js';

/** Where a page begins and how long it is. */
export interface PageRange {
  readonly figure: Figure;
  readonly after: Mark | null;
  readonly limit: number;
}

/** The last contribution of a page: by its size, or by its time where the figure is a story. */
export interface Mark {
  readonly by: string;
  readonly tradeId: string;
}

/** Throws at the cursor where it is none of this figure. */
export function rangeOf({ figure, cursor, limit = PAGE_SIZE.default }: ExplainPageQuery): PageRange {
  return { figure, limit, after: cursor === undefined ? null : readCursor(cursor, figure) };
}

/** As many as the page has, in order, and the one after them, which tells that there is a next page. */
export function rowsAfter(
  contributions: readonly Contribution[],
  { figure, after, limit }: PageRange,
): readonly Contribution[] {
  const compare = isInTime(figure) ? compareTimes : compareSizes;
  const start = after && ranked(figure, after.by, after.tradeId);
  return contributions
    .map((row) => ({ ...ranked(figure, markOf(figure, row).by, row.tradeId), row }))
    .filter((one) => start === null || compare(one, start) > 0)
    .sort(compare)
    .slice(0, limit + 1)
    .map(({ row }) => row);
}

export function cutPage(rows: readonly Contribution[], { figure, limit }: PageRange) {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { page, nextCursor: last && rows.length > limit ? writeCursor(figure, markOf(figure, last)) : null };
}

/** Whether contributions are told in their order, and not by their size. */
export function isInTime(figure: Figure): boolean {
  return ['streak', 'fall'].includes(FIGURE_RULES[figure].from);
}

function markOf(figure: Figure, { at, contribution, tradeId }: Contribution): Mark {
  return { by: isInTime(figure) ? at : toText(decimal(contribution).abs()), tradeId };
}

/** Decimals are worked out once, and not at each comparison. */
interface Ranked {
  readonly by: string;
  readonly size: Decimal | null;
  readonly tradeId: string;
}

function ranked(figure: Figure, by: string, tradeId: string): Ranked {
  return { by, size: isInTime(figure) ? null : decimal(by as DecimalText), tradeId };
}

function compareTimes(a: Ranked, b: Ranked): number {
  return compareTexts(a.by, b.by) || compareTexts(a.tradeId, b.tradeId);
}

function compareSizes(a: Ranked, b: Ranked): number {
  return (a.size && b.size ? b.size.cmp(a.size) : 0) || compareTexts(a.tradeId, b.tradeId);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function writeCursor(figure: Figure, { by, tradeId }: Mark): string {
  return Buffer.from([figure, by, tradeId].join(' ')).toString('base64url');
}

const SIZE = /^\d{1,100}(\.\d{1,60})?$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function readCursor(cursor: string, figure: Figure): Mark {
  const [of, by = '', tradeId = '', ...more] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  const sound = isInTime(figure) ? parseInstant(by) === by : SIZE.test(by);
  if (of !== figure || !sound || !UUID.test(tradeId) || more.length > 0)
    throw invalidFields([{ field: 'cursor', message: 'This cursor belongs to another list. Start from the top.' }]);
  return { by, tradeId };
}
