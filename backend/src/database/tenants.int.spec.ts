import type { DataSource } from 'typeorm';
import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { startTestWorld } from '../../testing/test-world.js';
import type { TestWorld } from '../../testing/test-world.js';
import { within } from '../runtime/request-context.js';
import { createAppDataSource } from './data-source.js';
import { Tenants } from './tenants.js';

let world: TestWorld;
let dataSource: DataSource;
let tenants: Tenants;
const [a, b] = [randomUUID(), randomUUID()];

beforeAll(async () => {
  world = await startTestWorld();
  dataSource = await createAppDataSource({ ...world.config.database, poolSize: 5 }, []).initialize();
  tenants = new Tenants(dataSource);
  for (const userId of [a, b])
    await tenants.withTenant(userId, (tx) =>
      tx.query(
        `INSERT INTO app_user (user_id, discord_id, username, avatar, created_at, updated_at)
         VALUES ($1, '1', 'name', '', now(), now())`,
        [userId],
      ),
    );
});
afterAll(async () => {
  await dataSource.destroy();
  await world.close();
});

const everybody = 'SELECT user_id FROM app_user';

describe('a tenant transaction', () => {
  it('sees one member, even where a statement forgets to say which', async () => {
    expect(await tenants.withTenant(a, (tx) => tx.query(everybody))).toEqual([{ user_id: a }]);
    expect(await tenants.readTenant(b, (tx) => tx.query(everybody))).toEqual([{ user_id: b }]);
    expect(await tenants.readTenant(b, (tx) => tx.manager.query(everybody))).toEqual([{ user_id: b }]);
  });

  it('cannot write for another', async () => {
    const insert = `INSERT INTO access_grant (user_id, status, checked_at, last_definitive_at) VALUES ($1, 'granted', now(), now())`;
    await expect(tenants.withTenant(b, (tx) => tx.query(insert, [a]))).rejects.toMatchObject({ code: '42501' });
    const rename = `UPDATE app_user SET username = 'mine' WHERE user_id = $1 RETURNING user_id`;
    expect(await tenants.withTenant(b, (tx) => tx.query(rename, [a]))).toEqual([]);
  });

  it('leaves nothing of the member on its connection', async () => {
    await tenants.withTenant(a, (tx) => tx.query(everybody));
    await tenants.withTenant(a, () => Promise.reject(new Error('no'))).catch(() => undefined);
    await Promise.all(Array.from({ length: 10 }, async () => expect(await dataSource.query(everybody)).toEqual([])));
  });

  it('takes everything back when it fails', async () => {
    const rename = (tx: { query(sql: string, parameters: unknown[]): Promise<unknown> }) =>
      tx.query(`UPDATE app_user SET username = 'half' WHERE user_id = $1`, [a]);
    await expect(
      tenants.withTenant(a, async (tx) => {
        await rename(tx);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await tenants.readTenant(a, (tx) => tx.query('SELECT username FROM app_user'))).toEqual([
      { username: 'name' },
    ]);
  });

  it('that only reads cannot write', async () => {
    const write = tenants.readTenant(a, (tx) => tx.query(`UPDATE app_user SET username = 'x' WHERE user_id = $1`, [a]));
    await expect(write).rejects.toMatchObject({ code: '25006' });
  });

  it('keeps two members apart under load and failure, on few connections', async () => {
    const work = Array.from({ length: 400 }, (_, index) => {
      const userId = index % 2 ? a : b;
      return tenants
        .withTenant(userId, async (tx) => {
          const seen = await tx.query(everybody);
          if (index % 7 === 0) await tx.query('SELECT 1/0');
          return seen;
        })
        .then(
          (seen) => expect(seen).toEqual([{ user_id: userId }]),
          (error: unknown) => expect(error).toMatchObject({ code: '22012' }),
        );
    });
    await Promise.all(work);
  });

  it('is only for ids that are ids', async () => {
    await expect(tenants.withTenant(`${a}'; --`, () => Promise.resolve())).rejects.toThrow(TypeError);
  });
});

describe('reads of requests', () => {
  /** Begins so many that stay, and says who begins. */
  function staying(begun: string[]) {
    const end = Promise.withResolvers<undefined>();
    const read = (userId: string, name: string, budgetMs = 60_000) =>
      within(budgetMs, () =>
        tenants.readTenant(userId, () => {
          begun.push(name);
          return end.promise;
        }),
      );
    return { read, end: () => end.resolve(undefined) };
  }

  it('of one member take so few connections that others and writes have some, whatever waits', async () => {
    const begun: string[] = [];
    const { read, end } = staying(begun);
    const many = ['a1', 'a2', 'a3', 'a4', 'a5'].map((name) => read(a, name));
    const other = read(b, 'b1');
    // Each waits for a connection of its own first, and no more than these may come.
    while (begun.length < 3) await setImmediate();
    await tenants.withTenant(a, () => Promise.resolve());
    await tenants.readTenant(a, () => Promise.resolve());
    expect(begun.toSorted()).toEqual(['a1', 'a2', 'b1']);
    end();
    await Promise.all([...many, other]);
    expect(begun).toHaveLength(6);
  });

  it('wait for their turn no longer than their request may', async () => {
    const { read, end } = staying([]);
    const many = [read(a, 'a1'), read(a, 'a2')];
    await expect(read(a, 'a3', 20)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    end();
    await Promise.all(many);
  });
});
