import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { startAuthApp } from '../../testing/auth-app.js';
import type { AuthApp } from '../../testing/auth-app.js';

let app: AuthApp;
beforeAll(async () => (app = await startAuthApp()));
afterAll(() => app.close());

/** What is answered to these very lines, until the connection is closed. */
async function answerTo(...lines: readonly string[]): Promise<string> {
  const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.end([...lines, '', ''].join('\r\n'));
  return text(socket);
}

const HALL = ['GET /api/room/hall HTTP/1.1', 'Host: singularity.test', 'Connection: close'];

it('is answered', async () => expect(await answerTo(...HALL)).toMatch(/^HTTP\/1.1 200 /));

/** An answer as the app gives it to what it refuses itself. */
function expectProblem(answer: string, status: number): void {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(head).toMatch(/^content-type: application\/problem\+json/im);
  expect(head).toMatch(/^cache-control: no-store$/im);
  expect(JSON.parse(body)).toMatchObject({ type: 'about:blank', status, detail: expect.any(String) });
}

it.each([
  ['two ways to say where the body ends', ['Content-Length: 4', 'Transfer-Encoding: chunked']],
  ['two lengths', ['Content-Length: 4', 'Content-Length: 5']],
  ['a header that goes on in the next line', ['X-Note: a', ' b: c']],
  ['a header without an end', ['X-Note: a\rX-Other: b']],
])('does not reach a route with %s, which a proxy might read otherwise', async (_what, more) => {
  expectProblem(await answerTo(...HALL, ...more), 400);
});

it('does not reach a route with more headers than anybody needs', async () => {
  expectProblem(await answerTo(...HALL, `X-Note: ${'x'.repeat(20_000)}`), 431);
});

it('does not reach a route with an expectation that nobody has heard of', async () => {
  expectProblem(await answerTo(...HALL, 'Expect: a miracle'), 417);
});

it.each(['/', '/api/room/hall', '/api/room'])('has nothing to say to TRACE %s', async (path) => {
  const answer = await answerTo(`TRACE ${path} HTTP/1.1`, ...HALL.slice(1), 'X-Note: canary');
  expect(answer).toMatch(/^HTTP\/1.1 40[34] /);
  expect(answer).not.toContain('canary');
});
