import { instrumentKey } from '@singularity/domain';
import type { Draft, DraftFill } from '../draft.js';

/** A fill with its line, kept until the whole file is known: what it means may depend on other rows. */
export interface FoundFill {
  readonly line: number;
  readonly fill: DraftFill;
}

/** Rows of one id are parts of one fill. */
export function putInto(draft: Draft, found: readonly FoundFill[]): void {
  for (const { line, fill } of found)
    draft.row({ line }, () => {
      if (fill.id === undefined) draft.fill(fill);
      else draft.part({ ...fill, id: fill.id });
    });
}

/**
 * Gives fills that have an order but no id of their own the keys `order:<id>`, `order:<id>:2` …, in the order of what they
 * say: in which order the rows stand makes no difference.
 */
export function numberedInOrders(found: readonly FoundFill[]): readonly FoundFill[] {
  const places = new Map<FoundFill, number>();
  const taken = new Map<string, number>();
  const nameless = found.filter(({ fill }) => fill.id === undefined && fill.orderId);
  for (const each of sortedByText(nameless)) {
    const order = each.fill.orderId ?? '';
    const place = (taken.get(order) ?? 0) + 1;
    taken.set(order, place);
    places.set(each, place);
  }
  return found.map((each) => {
    const place = places.get(each);
    const id = place === 1 ? `order:${each.fill.orderId}` : `order:${each.fill.orderId}:${place}`;
    return place === undefined ? each : { ...each, fill: { ...each.fill, id } };
  });
}

function sortedByText(found: readonly FoundFill[]): readonly FoundFill[] {
  const texts = new Map(found.map((each) => [each, textOf(each.fill)]));
  const text = (each: FoundFill) => texts.get(each) ?? '';
  return found.toSorted((a, b) => (text(a) < text(b) ? -1 : Number(text(a) > text(b))));
}

function textOf({ moment, instrument, side, price, quantity }: DraftFill): string {
  return [moment.written, instrumentKey(instrument), side, price, quantity].join(' ');
}
