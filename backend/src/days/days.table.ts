import type { DayNoteAnswer } from '@singularity/contract';
import { dayStreamId } from '@singularity/domain';
import type { Day } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { DayNoteRow } from './days.entity.js';

/** Days, the first and the last included. */
export interface Span {
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
}

export async function findDayNote(tx: TenantTransaction, day: Day): Promise<DayNoteAnswer> {
  const row = await tx.manager.findOneBy(DayNoteRow, { userId: tx.userId, id: dayStreamId(day) });
  return dayNoteAnswer(day, row);
}

export async function listNotedDays(tx: TenantTransaction, span: Span): Promise<readonly Day[]> {
  const rows = await tx.query<{ day: Day }>(`SELECT day FROM day_note WHERE ${WITHIN} ORDER BY day_id`, [
    tx.userId,
    ...idsOf(span),
  ]);
  return rows.map(({ day }) => day);
}

export async function listDayNotes(tx: TenantTransaction, span: Span): Promise<readonly DayNoteAnswer[]> {
  const rows = await tx.query<DayNoteRow>(
    `SELECT day_id AS id, day, notes, stream_version AS "streamVersion", updated_at AS "updatedAt"
       FROM day_note WHERE ${WITHIN} ORDER BY day_id`,
    [tx.userId, ...idsOf(span)],
  );
  return rows.map((row) => dayNoteAnswer(row.day, row));
}

const WITHIN = `user_id = $1 AND notes IS NOT NULL
  AND ($2::uuid IS NULL OR day_id >= $2) AND ($3::uuid IS NULL OR day_id <= $3)`;

function idsOf({ from, to }: Span): readonly (string | null)[] {
  return [from, to].map((day) => (day ? dayStreamId(day) : null));
}

/** Of any day, written or not. */
export function dayNoteAnswer(day: Day, row: DayNoteRow | null): DayNoteAnswer {
  const { notes = null, streamVersion = 0, updatedAt = null } = row ?? {};
  return { id: dayStreamId(day), day, notes, streamVersion, updatedAt };
}
