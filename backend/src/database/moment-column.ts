import { Column } from 'typeorm';
import type { ColumnOptions } from 'typeorm';

/** A moment, kept as `timestamptz`, handled as ISO 8601 text in UTC. */
export function MomentColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column('timestamptz', {
    ...options,
    transformer: { from: (date: Date | null) => date && date.toISOString(), to: (text: string | null) => text },
  });
}
