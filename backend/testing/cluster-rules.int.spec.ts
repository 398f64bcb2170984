import { ClusterRules, isHeld, REFUSED } from './cluster-rules.js';
import { createTestDatabase } from './test-database.js';
import type { TestDatabase } from './test-database.js';

let database: TestDatabase;
let rules: ClusterRules;
beforeAll(async () => {
  database = await createTestDatabase();
  rules = await ClusterRules.of(database.superuserUrl);
});
afterAll(async () => {
  await rules.end();
  await database.drop();
});

const MEMBER = '0198c0de-0000-7000-8000-000000000001';
const FROM_PARAMETER = 'FROM jsonb_to_recordset($2::jsonb) AS r(document jsonb)';
const UPSERT = 'ON CONFLICT (user_id) DO UPDATE SET document = excluded.document';
const GRANT = 'UPDATE access_grant SET';

describe('what Citus was seen to refuse', () => {
  it.each([
    ['events as they were inserted', INSERTED_EVENTS(), REFUSED.insertSelect],
    [
      'rows as they were written',
      `INSERT INTO preferences (user_id, document) SELECT $1::uuid, r.document ${FROM_PARAMETER} ${UPSERT}`,
      REFUSED.insertSelect,
    ],
    [
      'a member out of a table without saying which one',
      'INSERT INTO preferences (user_id, document) SELECT user_id, $1::jsonb FROM user_head',
      REFUSED.insertSelect,
    ],
    [
      'a member out of a parameter beside the right table',
      'INSERT INTO preferences (user_id, document) SELECT $1, $2::jsonb FROM user_head WHERE user_id = $1',
      REFUSED.insertSelect,
    ],
    [
      'a member out of a table that is not distributed',
      'INSERT INTO preferences (user_id, document) SELECT user_id, $2::jsonb FROM identity WHERE user_id = $1',
      REFUSED.insertSelect,
    ],
    [
      'the check of a role as it was claimed',
      `${GRANT} retry_at = now() + make_interval(secs => $2)
        WHERE user_id = $1 AND status = 'granted' AND checked_at <= now() - make_interval(secs => $3)
        RETURNING token_ciphertext AS sealed, checked_at::text AS "asOf"`,
      REFUSED.returning,
    ],
    [
      'a stable function over a column',
      `${GRANT} retry_at = checked_at + make_interval(days => $2) WHERE user_id = $1`,
      REFUSED.stableOverColumn,
    ],
    [
      'a stable function over a column in a condition',
      `${GRANT} retry_at = NULL WHERE user_id = $1 AND checked_at::text = $2`,
      REFUSED.stableOverColumn,
    ],
    ['a volatile function', `${GRANT} checked_at = clock_timestamp() WHERE user_id = $1`, REFUSED.volatile],
    [
      'the time in one of several cases',
      `${GRANT} retry_at = CASE WHEN $2::boolean THEN now() END WHERE user_id = $1`,
      REFUSED.mutableCase,
    ],
    [
      'the time in what is written over',
      `INSERT INTO app_user (user_id, discord_id, username, avatar, created_at, updated_at) VALUES ($1, $2, $3, '', now(), now())
        ON CONFLICT (user_id) DO UPDATE SET updated_at = now()`,
      REFUSED.onConflict,
    ],
    ['a member who is set beside BEGIN', `BEGIN; SET LOCAL app.user_id = '${MEMBER}'`, REFUSED.setLocal],
    ['a member who is set by a function', `SELECT set_config('app.user_id', $1, true)`, REFUSED.setLocal],
    ['a member who is set for the session', `SET app.user_id = '${MEMBER}'`, REFUSED.setLocal],
  ])('%s', async (_what, sql, refused) => {
    expect(isHeld(sql)).toBe(true);
    expect(await rules.refusalsOf(sql)).toEqual([refused]);
  });

  it.each([
    `INSERT INTO preferences (user_id, document) SELECT h.user_id, r.document
       FROM user_head h, jsonb_to_recordset($2::jsonb) AS r(document jsonb) WHERE h.user_id = $1 ${UPSERT}`,
    `INSERT INTO preferences (user_id, document) VALUES ($1, $2) ${UPSERT} RETURNING document, document::text`,
    `${GRANT} retry_at = now() + make_interval(secs => $2) WHERE user_id = $1 AND checked_at <= now() - interval '1 day'`,
    `UPDATE identity SET role_confirmed_at = clock_timestamp() WHERE user_id = $1 RETURNING created_at::text`,
    `SET LOCAL app.user_id = '${MEMBER}'`,
  ])('and not %s', async (sql) => expect(await rules.refusalsOf(sql)).toEqual([]));
});

function INSERTED_EVENTS(): string {
  return `INSERT INTO event (user_id, version, stream_type, stream_id, stream_version, type, schema_version, payload,
                        payload_digest, salt, command_id, origin, batch_id, undoes, recorded_at, hash)
     SELECT $1::uuid, version, "streamType", "streamId", "streamVersion", type, "schemaVersion", payload,
            decode("payloadDigest", 'hex'), decode(salt, 'hex'), "commandId", origin, "batchId", undoes,
            "recordedAt", decode(hash, 'hex')
       FROM jsonb_to_recordset($2::jsonb) AS e(
            version bigint, "streamType" text, "streamId" uuid, "streamVersion" integer, type text,
            "schemaVersion" smallint, payload jsonb, "payloadDigest" text, salt text, "commandId" uuid, origin text,
            "batchId" uuid, undoes bigint, "recordedAt" timestamptz, hash text)
     RETURNING 500 + coalesce(octet_length(payload::text), 0) AS bytes`;
}
