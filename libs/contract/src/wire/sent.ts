import type { Day, DecimalText, Instant } from '@singularity/domain';

/** A body as a client sends it: plain texts, which the server reads into its own forms. */
export type Sent<Body> = Body extends DecimalText | Instant | Day
  ? string
  : Body extends object
    ? { [Field in keyof Body]: Sent<Body[Field]> }
    : Body;

/** One value, or several that are all as good: in an address, the field is repeated. */
type AnyOf<Values> = Values extends readonly (infer Value)[] ? Value | readonly Value[] : Values;

/** The same of a query, which says in fields what it asks for. */
export type SentQuery<Query> = { [Field in keyof Query]: AnyOf<Sent<Query[Field]>> };
