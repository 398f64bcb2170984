import type { QueryRunner } from 'typeorm';
import { migrations } from './index.js';
import { TagKey1763900000220 } from './1763900000220-tag-key.js';
import { Imports1763900000200 } from './1763900000200-imports.js';

/** Every cluster began with a database that had run these; what comes later runs on clusters, too. */
const LAST_BEFORE_CLUSTERS = 1763900000240;

/** What Citus was seen to refuse on a table that is distributed, each as one subcommand of an ALTER TABLE. */
const REFUSED: Readonly<Record<string, (subcommand: string, others: number) => boolean>> = {
  'SET STORAGE': (one) => /^ALTER (COLUMN )?\S+ SET STORAGE/i.test(one),
  'RENAME CONSTRAINT': (one) => /^RENAME CONSTRAINT/i.test(one),
  'ADD COLUMN with a constraint': (one) =>
    /^ADD (COLUMN )?.*\b(CHECK|UNIQUE|PRIMARY KEY|REFERENCES)\b/is.test(one) && !isConstraint(one),
  'ADD CONSTRAINT beside other subcommands': (one, others) => isConstraint(one) && others > 0,
  'ADD COLUMN with a sequence': (one) => /^ADD (COLUMN )?.*\b(\w*SERIAL|AS IDENTITY)\b/is.test(one),
  'a trigger': (one) => /^(EN|DIS)ABLE (REPLICA |ALWAYS )?TRIGGER/i.test(one),
};

function isConstraint(subcommand: string): boolean {
  return /^ADD (CONSTRAINT|CHECK|UNIQUE|PRIMARY KEY|FOREIGN KEY|EXCLUDE)\b/i.test(subcommand);
}

/** Statements that a cluster would refuse: on tables of members, from where those are distributed on. */
function refusedOf(statements: readonly string[]): readonly string[] {
  const local = new Set<string>();
  return statements.flatMap((sql) => {
    if (/^\s*CREATE (OR REPLACE )?(CONSTRAINT )?TRIGGER|^\s*DROP TRIGGER/i.test(sql)) return [`a trigger: ${sql}`];
    const created = /^\s*CREATE TABLE (\w+)/i.exec(sql)?.[1];
    if (created) local.add(created);
    const distributed = /create_distributed_table\('(\w+)'/.exec(sql)?.[1];
    if (distributed) local.delete(distributed);
    const [, table = '', rest = ''] = /^\s*ALTER TABLE (?:ONLY )?(\w+)\s+(.*)$/is.exec(sql) ?? [];
    if (local.has(table) || STAY.includes(table)) return [];
    const subcommands = subcommandsOf(rest);
    return Object.entries(REFUSED)
      .filter(([, isRefused]) => subcommands.some((one) => isRefused(one, subcommands.length - 1)))
      .map(([form]) => `${form}: ${sql}`);
  });
}

/** Tables of the coordinator. */
const STAY = ['brake_release', 'digest', 'digest_key', 'erasure', 'identity', 'migration', 'rate_count', 'session'];

/** Parted at the commas that stand in no parentheses. */
function subcommandsOf(text: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const sign of text) {
    depth += sign === '(' ? 1 : sign === ')' ? -1 : 0;
    if (sign === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += sign;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

async function statementsOf(migration: (typeof migrations)[number]): Promise<readonly string[]> {
  const statements: string[] = [];
  const query = (sql: string) => Promise.resolve(statements.push(sql) && []);
  await new migration().up({ query } as unknown as QueryRunner);
  return statements;
}

const timeOf = ({ name }: { name: string }) => Number(/\d+$/.exec(name)?.[0]);

it('no migration does what a cluster refuses', async () => {
  for (const migration of migrations.filter((one) => timeOf(one) > LAST_BEFORE_CLUSTERS))
    expect([migration.name, await statementsOf(migration).then(refusedOf)]).toEqual([migration.name, []]);
});

it('each is seen on what was done before, or could be', async () => {
  expect(refusedOf(await statementsOf(TagKey1763900000220))).toEqual([
    expect.stringContaining('ADD CONSTRAINT beside other subcommands: ALTER TABLE trade_tag DROP CONSTRAINT'),
  ]);
  const imports = await statementsOf(Imports1763900000200);
  const storage = imports.filter((sql) => sql.includes('SET STORAGE'));
  expect(refusedOf(storage)).toEqual([expect.stringContaining('SET STORAGE: ALTER TABLE import_file')]);
  // Its table is new and not distributed yet: that comes with its wall.
  expect(refusedOf(imports)).toEqual([]);
  expect(refusedOf([...imports, ...storage])).toHaveLength(1);
});

it.each([
  'ALTER TABLE event RENAME CONSTRAINT event_origin_check TO event_origin',
  `ALTER TABLE event ADD COLUMN place integer CHECK (place > 0)`,
  'ALTER TABLE event ADD COLUMN place integer, ADD COLUMN other uuid REFERENCES app_user',
  'ALTER TABLE event ADD place bigserial',
  'ALTER TABLE event ADD COLUMN place bigint GENERATED ALWAYS AS IDENTITY',
  'ALTER TABLE event ALTER COLUMN payload SET STORAGE EXTERNAL',
  'ALTER TABLE event DISABLE TRIGGER ALL',
  'CREATE TRIGGER kept BEFORE DELETE ON event EXECUTE FUNCTION refuse()',
])('sees %s', (sql) => expect(refusedOf([sql])).toHaveLength(1));

it.each([
  `ALTER TABLE event ADD CONSTRAINT event_origin_check CHECK (origin IN ('form', 'api')) NOT VALID`,
  `ALTER TABLE event ADD COLUMN place text COLLATE "C" NOT NULL DEFAULT '', ADD COLUMN other boolean`,
  'ALTER TABLE identity ADD COLUMN place integer CHECK (place > 0)',
])('passes over %s', (sql) => expect(refusedOf([sql])).toEqual([]));
