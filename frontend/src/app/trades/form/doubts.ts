import type { Injector } from '@angular/core';
import type { RecordedTrade } from '@singularity/domain';
import { decimal, sum } from '@singularity/domain';
import { formatMoment } from '../../ui/format/zoned-time';

/** Clocks differ a little. */
const SOON = 60_000;

/** What is legal, and yet is seldom meant: it is asked before. */
function doubtsOf({ details: { executions } }: RecordedTrade, timeZone: string): readonly string[] {
  const latest =
    executions
      .map(({ at }) => at)
      .toSorted()
      .at(-1) ?? '';
  const fees = sum(executions.map((execution) => decimal(execution.fees)));
  return [
    ...(Date.parse(latest) > Date.now() + SOON
      ? [`The time is in the future: ${formatMoment(latest, timeZone)}.`]
      : []),
    ...(fees.lt(0) ? ['Fees are negative, which means a rebate.'] : []),
  ];
}

/** Whether it is meant, where it is doubtful and was not so before. */
export async function isMeant(
  injector: Injector,
  timeZone: string,
  after: RecordedTrade,
  before?: RecordedTrade,
): Promise<boolean> {
  const known = before ? doubtsOf(before, timeZone) : [];
  const doubts = doubtsOf(after, timeZone).filter((doubt) => !known.includes(doubt));
  if (doubts.length === 0) return true;
  const { confirmed } = await import('../../ui/confirmation');
  return confirmed(injector, {
    heading: 'Save this trade?',
    text: doubts.join(' '),
    confirm: 'Save anyway',
    refuse: 'Go back',
  });
}
