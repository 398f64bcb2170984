import pg from 'pg';
import { JOBS_SCHEMA } from '../src/database/jobs-schema.js';
import { isNode, listOf, nodesIn, readTree } from './query-tree.js';
import type { QueryNode, QueryValue } from './query-tree.js';

/**
 * What Citus refuses of statements that change rows of members, found on plain PostgreSQL: its own words for it, and
 * what to write. It looks at the same trees of a query as these rules do.
 */
export const REFUSED = {
  insertSelect:
    'COPY FROM not supported with row-level security (INSERT … SELECT: take user_id from a table of members WHERE user_id = $1)',
  returning: 'non-IMMUTABLE functions are not allowed in the RETURNING clause',
  stableOverColumn: 'STABLE functions used in UPDATE queries cannot be called with column references',
  mutableCase: 'non-IMMUTABLE functions are not allowed in CASE or COALESCE statements',
  volatile: 'functions used in modification queries on distributed tables must not be VOLATILE',
  onConflict: 'functions used in the DO UPDATE SET clause of INSERTs on distributed tables must be marked IMMUTABLE',
  setLocal: 'SET LOCAL app.user_id is a statement of its own, and does not reach the workers by other ways',
} as const;

type Refusal = (typeof REFUSED)[keyof typeof REFUSED];

const [UPDATE, INSERT, DELETE] = ['2', '3', '4'];
const SETS_MEMBER = /\bSET\s+(LOCAL\s+|SESSION\s+)?app\.user_id|set_config\(\s*'app\.user_id'/i;
const SETS_MEMBER_ALONE = /^SET LOCAL app\.user_id = '[0-9a-f-]{36}'$/;

/** Whether a statement may be one that the rules are about; the others need not be looked at. */
export function isHeld(sql: string): boolean {
  if (SETS_MEMBER.test(sql)) return !SETS_MEMBER_ALONE.test(sql);
  return /^\s*(WITH|INSERT|UPDATE|DELETE|MERGE)\b/i.test(sql) && !sql.includes(`${JOBS_SCHEMA}.`);
}

/** Holds statements to the rules, each as this database understands it. */
export class ClusterRules {
  private constructor(
    private readonly client: pg.Client,
    private readonly catalogue: Catalogue,
  ) {}

  /** As superuser, whose log stays free of what is asked. */
  static async of(superuserUrl: string): Promise<ClusterRules> {
    const client = new pg.Client({ connectionString: superuserUrl });
    await client.connect();
    const catalogue = await readCatalogue(client);
    await client.query('SET log_min_messages = fatal; SET client_min_messages = log; SET debug_print_parse = on');
    return new ClusterRules(client, catalogue);
  }

  /** What Citus would refuse of the statement; nothing where it is none of members' rows. Throws where it is no SQL. */
  async refusalsOf(sql: string): Promise<readonly Refusal[]> {
    if (SETS_MEMBER.test(sql)) return SETS_MEMBER_ALONE.test(sql) ? [] : [REFUSED.setLocal];
    const query = await this.parse(sql);
    const target = tableAt(query, query.fields['resultRelation']);
    const memberColumn = target && this.catalogue.memberColumns.get(String(target.fields['relid']));
    if (memberColumn === undefined) return [];
    const functions = new Functions(this.catalogue);
    return [...refusals(query, memberColumn, functions, this.catalogue)];
  }

  end(): Promise<void> {
    return this.client.end();
  }

  private async parse(sql: string): Promise<QueryNode> {
    let text = '';
    const hear = ({ message, detail }: { message?: string; detail?: string }) => {
      // The last one: before it comes that of PREPARE itself.
      if (message === 'parse tree:') text = detail ?? '';
    };
    this.client.on('notice', hear);
    try {
      await this.client.query(`PREPARE held AS ${sql}`);
    } finally {
      this.client.off('notice', hear);
    }
    await this.client.query('DEALLOCATE held');
    return readTree(text);
  }
}

interface Catalogue {
  /** Of tables with members' rows, by their oid: which column has the member. */
  readonly memberColumns: ReadonlyMap<string, string>;
  /** By oid, `s` or `v`; all others are immutable. */
  readonly mutable: ReadonlyMap<string, string>;
  /** By the oid of a type: what reads and what writes it as text. */
  readonly texts: ReadonlyMap<string, { readonly input: string; readonly output: string }>;
}

async function readCatalogue(client: pg.Client): Promise<Catalogue> {
  const ask = async <Row>(sql: string) => (await client.query(sql)).rows as Row[];
  const columns = await ask<{ table: string; column: string }>(
    `SELECT c.oid::text AS table, a.attnum::text AS column FROM pg_class c
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'user_id' WHERE c.relrowsecurity`,
  );
  const functions = await ask<{ oid: string; volatility: string }>(
    `SELECT oid::text, provolatile AS volatility FROM pg_proc WHERE provolatile <> 'i'`,
  );
  const types = await ask<{ oid: string; input: string; output: string }>(
    `SELECT oid::text, typinput::oid::text AS input, typoutput::oid::text AS output FROM pg_type`,
  );
  return {
    memberColumns: new Map(columns.map(({ table, column }) => [table, column])),
    mutable: new Map(functions.map(({ oid, volatility }) => [oid, volatility])),
    texts: new Map(types.map(({ oid, ...texts }) => [oid, texts])),
  };
}

/** Which functions the nodes of an expression call. */
class Functions {
  constructor(private readonly catalogue: Catalogue) {}

  isMutable(node: QueryNode): boolean {
    return this.isVolatile(node) || node.type === 'SQLVALUEFUNCTION' || this.volatilities(node).includes('s');
  }

  isVolatile(node: QueryNode): boolean {
    return node.type === 'NEXTVALUEEXPR' || this.volatilities(node).includes('v');
  }

  private volatilities(node: QueryNode): readonly (string | undefined)[] {
    return this.called(node).map((oid) => this.catalogue.mutable.get(oid));
  }

  private called({ type, fields }: QueryNode): readonly string[] {
    const { funcid, opfuncid, aggfnoid, winfnoid } = fields;
    if (type !== 'COERCEVIAIO') return [funcid, opfuncid, aggfnoid, winfnoid].filter((oid) => typeof oid === 'string');
    const [from, to] = [typeOf(fields['arg']), String(fields['resulttype'])];
    const { texts } = this.catalogue;
    return [texts.get(from)?.output, texts.get(to)?.input].filter((oid) => oid !== undefined);
  }
}

function typeOf(value: QueryValue | undefined): string {
  if (!isNode(value)) return '';
  const { vartype, consttype, paramtype, funcresulttype, opresulttype, resulttype, casetype, coalescetype } =
    value.fields;
  return String(
    vartype ?? consttype ?? paramtype ?? funcresulttype ?? opresulttype ?? resulttype ?? casetype ?? coalescetype,
  );
}

function* refusals(
  query: QueryNode,
  memberColumn: string,
  functions: Functions,
  { memberColumns }: Catalogue,
): Iterable<Refusal> {
  const { commandType, targetList, jointree, onConflict, returningList } = query.fields;
  const some = (value: QueryValue | undefined, test: (node: QueryNode) => boolean) => [...nodesIn(value)].some(test);
  const isMutable = (node: QueryNode) => functions.isMutable(node);
  if (some(returningList, isMutable)) yield REFUSED.returning;
  if (commandType === INSERT) {
    if (some(onConflict, isMutable)) yield REFUSED.onConflict;
    if (!takesMemberFromTable(query, memberColumn, memberColumns)) yield REFUSED.insertSelect;
  }
  if (commandType !== UPDATE && commandType !== DELETE) return;
  const changed = [...(commandType === UPDATE ? listOf(targetList) : []), ...[jointree].filter(isNode)];
  if (some(changed, (node) => functions.isVolatile(node))) yield REFUSED.volatile;
  if (some(changed, (node) => isMutable(node) && some(Object.values(node.fields), ({ type }) => type === 'VAR')))
    yield REFUSED.stableOverColumn;
  if (some(changed, (node) => /^(CASE|COALESCE)/.test(node.type) && some(node, isMutable))) yield REFUSED.mutableCase;
}

/** Whether an INSERT with a SELECT goes to one place: that of the rows which it reads. One with VALUES always does. */
function takesMemberFromTable(
  { fields: { rtable, targetList } }: QueryNode,
  memberColumn: string,
  memberColumns: Catalogue['memberColumns'],
): boolean {
  const source = listOf(rtable).find(({ fields }) => isNode(fields['subquery']));
  if (!source) return true;
  const select = source.fields['subquery'] as QueryNode;
  const given = columnAt(targetList, memberColumn);
  const taken = given?.type === 'VAR' ? columnAt(select.fields['targetList'], given.fields['varattno']) : undefined;
  if (taken?.type !== 'VAR') return false;
  const table = tableAt(select, taken.fields['varno']);
  if (memberColumns.get(String(table?.fields['relid'])) !== taken.fields['varattno']) return false;
  return conditionsOf(select).some(({ fields: { args } }) => {
    const [one, other] = listOf(args);
    return (
      one?.type === 'VAR' &&
      one.fields['varno'] === taken.fields['varno'] &&
      one.fields['varattno'] === taken.fields['varattno'] &&
      other?.type === 'PARAM'
    );
  });
}

/** What must hold of each row. */
function conditionsOf({ fields: { jointree } }: QueryNode): readonly QueryNode[] {
  const quals = isNode(jointree) ? jointree.fields['quals'] : undefined;
  if (!isNode(quals)) return [];
  return quals.type === 'BOOLEXPR' && quals.fields['boolop'] === 'and' ? listOf(quals.fields['args']) : [quals];
}

function columnAt(targetList: QueryValue | undefined, place: QueryValue | undefined): QueryNode | undefined {
  const expr = listOf(targetList).find(({ fields: { resno } }) => resno === place)?.fields['expr'];
  return isNode(expr) ? expr : undefined;
}

function tableAt({ fields: { rtable } }: QueryNode, place: QueryValue | undefined): QueryNode | undefined {
  return listOf(rtable)[Number(place) - 1];
}
