import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import type { DataSource } from 'typeorm';
import { startTestWorld } from '../../testing/test-world.js';
import type { TestWorld } from '../../testing/test-world.js';
import { createAppDataSource } from './data-source.js';
import { PatientClient } from './patient-client.js';
import { Tenants } from './tenants.js';
import type { TenantTransaction } from './tenants.js';

let world: TestWorld;
let dataSource: DataSource;
let tenants: Tenants;
const member = randomUUID();
const sent = vi.spyOn(PatientClient.prototype, 'query');

beforeAll(async () => {
  world = await startTestWorld();
  // One connection: what one transaction leaves behind, the next one meets.
  dataSource = await createAppDataSource({ ...world.config.database, poolSize: 1 }, []).initialize();
  tenants = new Tenants(dataSource);
});
afterAll(async () => {
  await dataSource.destroy();
  await world.close();
});
beforeEach(async () => {
  await world.sql('DELETE FROM app_user');
  sent.mockClear();
});

const INSERT = `INSERT INTO app_user (user_id, discord_id, username, avatar, created_at, updated_at)
  VALUES ($1, '1', $2, '', now(), now())`;
const name = (tx: TenantTransaction) => tx.query<{ username: string }>('SELECT username FROM app_user');
const rename = (tx: TenantTransaction, to: string) =>
  tx.send('UPDATE app_user SET username = $2 WHERE user_id = $1', [tx.userId, to]);
const stored = () => world.sql('SELECT username FROM app_user');

describe('the statements of a transaction', () => {
  it('travel together where none waits for another, in the order of asking, from BEGIN to COMMIT', async () => {
    const seen = await tenants.withTenant(member, async (tx) => {
      tx.send(INSERT, [member, 'first']);
      const [before] = await Promise.all([name(tx), tx.query('SELECT 1'), tx.manager.query('SELECT 2')]);
      rename(tx, 'second');
      return before;
    });
    expect(seen).toEqual([{ username: 'first' }]);
    expect(await stored()).toEqual([{ username: 'second' }]);
    expect(sent).toHaveBeenCalledTimes(2);
  });

  it('travel one after the other where each waits', async () => {
    await tenants.withTenant(member, async (tx) => {
      await name(tx);
      await name(tx);
    });
    expect(sent).toHaveBeenCalledTimes(3);
  });

  it('travel with their end where all is asked at once, and are rolled back where one fails', async () => {
    await tenants.withTenant(member, (tx) => tx.query(INSERT, [member, 'first']));
    sent.mockClear();
    expect(await tenants.readInOneTrip(member, (tx) => Promise.all([name(tx), name(tx)]))).toEqual([
      [{ username: 'first' }],
      [{ username: 'first' }],
    ]);
    expect(sent).toHaveBeenCalledTimes(1);
    await expect(tenants.readInOneTrip(member, (tx) => tx.query('SELECT nothing'))).rejects.toThrow('nothing');
    // The connection is of nobody again.
    expect(await dataSource.query(`SELECT current_setting('app.user_id', true) AS member`)).toEqual([{ member: '' }]);
  });

  it('fail together, and nothing behind the one that failed is run', async () => {
    const asked = tenants.withTenant(member, async (tx) => {
      tx.send(INSERT, [member, 'first']);
      await Promise.all([tx.query('SELECT 1 / $1::int', [0]), tx.query('SELECT pg_sleep(9), $1::int', [1])]);
    });
    await expect(asked).rejects.toMatchObject({ code: '22012' });
    expect(await stored()).toEqual([]);
  });

  it('fail with the COMMIT where nobody waited for them', async () => {
    const asked = tenants.withTenant(member, (tx) => {
      tx.send(INSERT, [member, 'first']);
      tx.send(INSERT, [member, 'twice']);
      return Promise.resolve();
    });
    await expect(asked).rejects.toMatchObject({ code: '23505' });
    expect(await stored()).toEqual([]);
  });

  it('are not taken for committed where an error was overlooked', async () => {
    const asked = tenants.withTenant(member, async (tx) => {
      tx.send(INSERT, [member, 'first']);
      await tx.query('SELECT 1 / 0').catch(() => undefined);
    });
    await expect(asked).rejects.toMatchObject({ code: '22012' });
    expect(await stored()).toEqual([]);
  });

  it('are prepared once, also when they came behind one that failed', async () => {
    const later = 'SELECT $1::text AS said';
    const failing = () =>
      tenants.withTenant(member, (tx) => Promise.all([tx.query('SELECT 1 / $1::int', [0]), tx.query(later, ['lost'])]));
    await expect(failing()).rejects.toMatchObject({ code: '22012' });
    await expect(failing()).rejects.toMatchObject({ code: '22012' });
    for (const said of ['once', 'twice'])
      expect(await tenants.withTenant(member, (tx) => tx.query(later, [said]))).toEqual([{ said }]);
    expect(await dataSource.query(`SELECT count(*) FROM pg_prepared_statements WHERE statement = $1`, [later])).toEqual(
      [{ count: 1 }],
    );
  });

  it('stop where a value cannot be sent, and the connection serves on', async () => {
    const circle: Record<string, unknown> = {};
    circle['itself'] = circle;
    const asked = tenants.withTenant(member, async (tx) => {
      tx.send(INSERT, [member, 'first']);
      await tx.query('SELECT $1::jsonb', [circle]);
    });
    await expect(asked).rejects.toThrow('circular');
    expect(await stored()).toEqual([]);
    expect(await tenants.readTenant(member, name)).toEqual([]);
  });

  it('are no more once the transaction is over', async () => {
    let kept: TenantTransaction | undefined;
    await tenants.withTenant(member, (tx) => {
      kept = tx;
      return Promise.resolve();
    });
    await expect(kept && name(kept)).rejects.toThrow('over');
  });
});
