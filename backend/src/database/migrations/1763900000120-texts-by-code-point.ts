import type { MigrationInterface, QueryRunner } from 'typeorm';
import { portfolioSummary } from './1763900000003-read-models.js';

/**
 * Every text sorts by its code points, as our code sorts it, whatever order the database was created with. Indexes are
 * then also safe from an update of the operating system that changes that order. Rows stay as they are; only indexes over
 * texts are built anew. The view names texts, and PostgreSQL wants it away meanwhile.
 */
export class TextsByCodePoint1763900000120 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await sortTextsBy(runner, 'C');
  }

  async down(runner: QueryRunner): Promise<void> {
    await sortTextsBy(runner, 'default');
  }
}

async function sortTextsBy(runner: QueryRunner, collation: 'C' | 'default'): Promise<void> {
  const tables = (await runner.query(
    `SELECT attrelid::regclass::text AS name,
            string_agg(format('ALTER COLUMN %I TYPE %s COLLATE "${collation}"', attname, format_type(atttypid, atttypmod)),
                       ', ' ORDER BY attnum) AS changes
       FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
      WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND attnum > 0 AND NOT attisdropped
        AND attcollation NOT IN (0, '"${collation}"'::regcollation)
      GROUP BY attrelid`,
  )) as readonly { name: string; changes: string }[];
  await runner.query(`DROP VIEW user_portfolio_summary`);
  for (const { name, changes } of tables) await runner.query(`ALTER TABLE ${name} ${changes}`);
  await portfolioSummary(runner);
}
