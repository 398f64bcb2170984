import { storedByBulkEdits } from '@singularity/harness/bench/stored-bytes.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

let app: TestApp;

beforeEach(async () => {
  app = await startTestApp();
});
afterEach(async () => {
  expect(await app.audit()).toEqual([]);
  await app.close();
});

describe('what the database keeps of small changes to large trades', () => {
  it('is in proportion to what was sent', async () => {
    const member = await app.signIn('one');
    const { command, event, trade } = await storedByBulkEdits({
      sql: app.sql,
      async post(path, body, key) {
        const reply = await member.send('POST', path, body, { 'Idempotency-Key': key });
        expect([200, 201]).toContain(reply.status);
        return reply.body;
      },
    });
    expect(command).toBeLessThan(1);
    // Each event stands for itself, with the tags of before and after, its version and its hashes.
    expect(event).toBeLessThan(25);
    // Rows are updated where they stand, without their notes: about 3, and more where a snapshot of something else keeps
    // old versions of them for a while. With the notes it is over 400.
    expect(trade).toBeLessThan(25);
  });
});
