import { toInstant } from '@singularity/domain';
import { EventSealer } from '../src/event-store/event-sealer.js';
import type { TestProcess } from './test-app.js';

/** Has a server record its events as at a time of its own; sessions and roles go by the clock. */
export function recordingAt({ nest }: Pick<TestProcess, 'nest'>, ms: () => number): void {
  const sealer = nest.get(EventSealer) as unknown as { timeAfter(): string };
  vi.spyOn(sealer, 'timeAfter').mockImplementation(() => toInstant(new Date(ms())));
}
