import type { Day, DecimalText, Instant } from '@singularity/domain';

/** A body as a client sends it: plain texts, which the server reads into its own forms. */
export type Sent<Body> = Body extends DecimalText | Instant | Day
  ? string
  : Body extends object
    ? { [Field in keyof Body]: Sent<Body[Field]> }
    : Body;
