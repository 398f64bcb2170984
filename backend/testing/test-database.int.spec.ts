import pg from 'pg';
import { createTestDatabase } from './test-database.js';
import type { TestDatabase } from './test-database.js';

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('a test database', () => {
  let databases: TestDatabase[];

  beforeAll(async () => {
    databases = await Promise.all([createTestDatabase(), createTestDatabase()]);
  });
  afterAll(() => Promise.all(databases.map((database) => database.drop())));

  it('is migrated, and is not shared', async () => {
    const [one, two] = databases as [TestDatabase, TestDatabase];
    const tables = `SELECT count(*)::int AS tables FROM pg_tables WHERE schemaname = 'public'`;
    const [before] = await query(two.config.url, tables);
    await query(one.config.ownerUrl, 'CREATE TABLE mine ()');
    expect(Number(before?.['tables'])).toBeGreaterThan(1);
    expect(await query(two.config.url, tables)).toEqual([before]);
  });

  it('is gone once it is dropped', async () => {
    const database = await createTestDatabase();
    await database.drop();
    await expect(query(database.config.url, 'SELECT 1')).rejects.toMatchObject({ code: '3D000' });
  });
});
