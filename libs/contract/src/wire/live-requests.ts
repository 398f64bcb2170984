import { IntegerParameter } from './fields.js';

/** GET /api/user/live */
export class LiveQuery {
  /** The version that the client knows, where it has no Last-Event-ID to say so. */
  @IntegerParameter(0, Number.MAX_SAFE_INTEGER, { optional: true }) since?: number;
}
