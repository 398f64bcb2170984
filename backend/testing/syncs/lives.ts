import { enter, generated } from '@singularity/local/brokers/generator/generator.js';
import type { Wanted } from '@singularity/local/brokers/generator/generator.js';
import type { Happening } from '@singularity/local/brokers/generator/round-trips.js';
import type { BrokerMember } from './broker-member.js';
import { rowOf } from './broker-rows.js';

/** Has the member trade for some time, as far as their broker tells of it. */
export function live({ book, connector }: BrokerMember, seed: number, wanted: Omit<Wanted, 'account' | 'kinds'>): void {
  const { account, kinds, assignments } = rowOf(connector);
  const happenings = generated(seed, { ...wanted, account, kinds });
  enter(book, assignments ? happenings : withoutAssignments(happenings));
}

/** Without options that were assigned: their opening, the assignment, and what became of the shares. */
function withoutAssignments(happenings: readonly Happening[]): readonly Happening[] {
  const isAssigned = (each: Happening | undefined) => each?.kind === 'settle' && each.settlement.how === 'assign';
  return happenings.filter((_, place) => ![place - 1, place, place + 1].some((near) => isAssigned(happenings[near])));
}
