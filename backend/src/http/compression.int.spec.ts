import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

let app: TestApp;
beforeAll(async () => (app = await startTestApp()));
afterAll(() => app.close());

const encodingOf = async (path: string, accepted: string) =>
  (await fetch(app.url + path, { headers: { 'Accept-Encoding': accepted } })).headers.get('content-encoding');

it.each(['br', 'gzip'])('what is long comes compressed to who understands %s', async (encoding) => {
  expect(await encodingOf('/api/openapi.json', encoding)).toBe(encoding);
});

it('what is short, and what goes to who understands nothing, comes as it is', async () => {
  expect(await encodingOf('/api/status', 'br')).toBeNull();
  expect(await encodingOf('/api/openapi.json', 'identity')).toBeNull();
});
