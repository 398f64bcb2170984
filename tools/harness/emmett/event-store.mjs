import { projections } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore, postgreSQLProjection } from '@event-driven-io/emmett-postgresql';
import { v7 as uuidv7 } from 'uuid';

/**
 * Emmett's event store. It writes an event and a row of its stream, and, by an inline projection, the rows that are
 * given, one statement a table, in the same transaction.
 *
 * @param {string} url
 * @param {{ userId: string, tables: readonly { name: string, rows: string }[] } | null} written
 */
export async function openEmmett(url, written) {
  const options = written ? { projections: projections.inline([writing(written)]) } : {};
  const store = getPostgreSQLEventStore(url, options);
  await store.schema.migrate();
  return {
    append: (data) =>
      store.appendToStream(`trade-${uuidv7()}`, [{ type: 'TradeAdded', data }], {
        expectedStreamVersion: 'STREAM_DOES_NOT_EXIST',
      }),
    close: () => store.close(),
  };
}

function writing({ userId, tables }) {
  return postgreSQLProjection({
    name: 'rows',
    canHandle: ['TradeAdded'],
    handle: async (events, { connection: { client } }) => {
      for (let left = events.length; left > 0; left--) {
        const another = uuidv7();
        for (const { name, rows } of tables)
          await client.query({
            name,
            text: `INSERT INTO ${name} SELECT * FROM json_populate_recordset(NULL::${name}, $1)`,
            values: [rows.replaceAll(userId, another)],
          });
      }
    },
  });
}
