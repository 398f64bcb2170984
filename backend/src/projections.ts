import { accountProjection } from './accounts/accounts.projection.js';
import { connectionProjection } from './connections/connections.stream-handler.js';
import { dayNoteProjection } from './days/days.projection.js';
import type { Projection } from './event-store/projection.js';
import { importProjection } from './imports/imports.stream-handler.js';
import { memberProjection } from './members/members.projection.js';
import { tradeProjection } from './trades/trades.projection.js';

/** Everything that a command writes inline, that a replay rebuilds, and that the past is folded by. */
export const projections: readonly Projection[] = [
  memberProjection,
  accountProjection,
  tradeProjection,
  dayNoteProjection,
  importProjection,
  connectionProjection,
];
