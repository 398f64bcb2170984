import { request } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Pass } from '../../bench/bench-client.js';
import { unzip } from '../unzip.js';
import type { Answer } from './normalized.js';
import type { RouteRequest } from './route-table.js';
import { bytesOf } from './sent-body.js';

/** Longer than any answer, and than the first message of a stream, may take. */
const PATIENCE_MS = 30_000;
/** A stream that says nothing for so long has nothing to say of what was asked. */
const SILENCE_MS = 5_000;
/** After all that a stream says at once. */
const FIRST_MESSAGE = /^data: .*\n/m;

export interface VisitorRequest extends RouteRequest {
  readonly headers: Readonly<Record<string, string>>;
}

/** How often one asks again whom the app tells to come back later: nothing is said yet of what was asked. */
const MOST_TRIES = 5;

/** Asks as a page of the app would, with the pass of a member or with none; keeps no cookies. */
export async function visit(appUrl: string, pass: Pass | null, asked: VisitorRequest): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    const answer = await askOnce(appUrl, pass, asked);
    const isBusy = answer.status === 503 && answer.headers['retry-after'] !== undefined;
    if (!isBusy || tries === MOST_TRIES) return answer;
  }
}

function askOnce(appUrl: string, pass: Pass | null, asked: VisitorRequest): Promise<Answer> {
  const { method, address, body, stream } = asked;
  const sent = body && bytesOf(body);
  const headers = {
    ...pass,
    'Sec-Fetch-Site': 'same-origin',
    ...(sent && { 'Content-Type': sent.type, 'Content-Length': String(sent.bytes.length) }),
    ...asked.headers,
  };
  const signal = AbortSignal.timeout(PATIENCE_MS);
  return new Promise((resolve, reject) => {
    const outgoing = request(new URL(address, appUrl), { method, headers, signal }, (incoming) =>
      stream ? void firstOf(incoming).then(resolve, reject) : void wholeOf(incoming).then(resolve, reject),
    );
    outgoing.on('error', reject);
    outgoing.end(sent?.bytes);
  });
}

/** All that a request says, to look for what comes back of it. */
export function questionOf({ address, body, headers }: Omit<VisitorRequest, 'method' | 'stream'>): string {
  return [decodeURIComponent(address), body && bytesOf(body).bytes.toString(), JSON.stringify(headers)].join('\n');
}

async function wholeOf(incoming: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  } catch {
    // What fails on the way is cut off: an answer as well.
    return toAnswer(incoming, `${Buffer.concat(chunks).toString('utf8')} (cut off)`);
  }
  return toAnswer(incoming, await textOf(incoming.headers, Buffer.concat(chunks)));
}

/** Of a zip, what is in its files: the same files packed at another time are other bytes. */
export async function textOf(headers: IncomingHttpHeaders, bytes: Buffer): Promise<string> {
  return headers['content-type'] === 'application/zip'
    ? [...(await unzip(bytes))].flat().join('\n')
    : bytes.toString('utf8');
}

async function firstOf(incoming: IncomingMessage): Promise<Answer> {
  let text = '';
  const silence = setTimeout(() => incoming.destroy(), SILENCE_MS);
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      text += chunk.toString('utf8');
      const [first] = FIRST_MESSAGE.exec(text) ?? [];
      // Leaving the loop ends the stream.
      if (first) return toAnswer(incoming, first);
    }
  } catch {
    return toAnswer(incoming, `${text} (silent)`);
  } finally {
    clearTimeout(silence);
  }
  return toAnswer(incoming, text);
}

function toAnswer({ statusCode = 0, headers }: IncomingMessage, text: string): Answer {
  return { status: statusCode, headers, text };
}
