/** Words of the code and numbers: never what somebody has sent, and never whose it was. */
export type SpanFacts = Readonly<Record<string, string | number>>;

/** A piece of work in a trace. */
export interface Span {
  /** Does the work: spans that begin in it stand below this one. */
  run<Result>(work: () => Result): Result;
  end(how?: { readonly name?: string; readonly facts?: SpanFacts; readonly failure?: unknown }): void;
}

/** Of a request to us, of one to somebody else, or of work in between. */
export type SpanKind = 'server' | 'client' | 'internal';

export type BeginSpan = (kind: SpanKind, name: string, facts: SpanFacts) => Span;

const NOT_TRACED: Span = { run: (work) => work(), end: () => undefined };

let begin: BeginSpan | null = null;

/** From now on spans go to whoever takes them; to nobody with null. */
export function traceWith(taker: BeginSpan | null): void {
  begin = taker;
}

/** `facts` are asked for only where somebody takes them. */
export function beginSpan(kind: SpanKind, name: string, facts: () => SpanFacts): Span {
  return begin ? begin(kind, name, facts()) : NOT_TRACED;
}

export async function traced<Result>(
  name: string,
  work: () => Promise<Result>,
  { kind = 'internal', facts = () => ({}) }: { readonly kind?: SpanKind; readonly facts?: () => SpanFacts } = {},
): Promise<Result> {
  const span = beginSpan(kind, name, facts);
  try {
    const result = await span.run(work);
    span.end();
    return result;
  } catch (failure) {
    span.end({ failure });
    throw failure;
  }
}
