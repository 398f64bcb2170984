/** What PostgreSQL understood a statement to be, as it prints that itself (`debug_print_parse`). */
export interface QueryNode {
  /** Such as QUERY, VAR or FUNCEXPR. */
  readonly type: string;
  readonly fields: Readonly<Record<string, QueryValue>>;
}

export type QueryValue = string | QueryNode | readonly QueryValue[];

const TOKENS = /"(?:[^"\\]|\\[^])*"|[{}()]|(?:[^\s{}()"\\]|\\[^])+/g;

/** Reads a tree of nodes, `{TYPE :field value …}`, of which lists stand in parentheses. */
export function readTree(text: string): QueryNode {
  const tokens = text.match(TOKENS) ?? [];
  let at = 0;
  const value = (): QueryValue => {
    const token = tokens[at++] ?? '';
    if (token === '{') return node();
    return token === '(' ? list() : token;
  };
  const list = (): QueryValue[] => {
    const values: QueryValue[] = [];
    while (tokens[at] !== ')' && at < tokens.length) values.push(value());
    at++;
    return values;
  };
  const node = (): QueryNode => {
    const type = tokens[at++] ?? '';
    const fields: Record<string, QueryValue> = {};
    let name = '';
    while (tokens[at] !== '}' && at < tokens.length) {
      if (tokens[at]?.startsWith(':')) name = tokens[at++]!.slice(1);
      else {
        const read = value();
        // Of several values, as constants have them, the first says enough.
        fields[name] ??= read;
      }
    }
    at++;
    return { type, fields };
  };
  return value() as QueryNode;
}

export function isNode(value: QueryValue | undefined): value is QueryNode {
  return typeof value === 'object' && !Array.isArray(value);
}

export function listOf(value: QueryValue | undefined): readonly QueryNode[] {
  return Array.isArray(value) ? (value as readonly QueryValue[]).filter(isNode) : [];
}

/** All nodes at and below a value, without those of queries within it. */
export function* nodesIn(value: QueryValue | undefined): Generator<QueryNode> {
  if (Array.isArray(value)) for (const one of value as readonly QueryValue[]) yield* nodesIn(one);
  if (!isNode(value) || value.type === 'QUERY') return;
  yield value;
  for (const field of Object.values(value.fields)) yield* nodesIn(field);
}
