import { signIn } from '../bench/bench-client.js';
import type { Pass } from '../bench/bench-client.js';
import { PEOPLE } from './app.js';

export interface Member {
  readonly userId: string;
  readonly pass: Pass;
}

export interface Command {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  readonly key?: string;
}

export interface Answer {
  readonly status: number;
  readonly body: { readonly id: string; readonly ledger: { readonly version: number; readonly hash: string } };
  readonly retryAfter: string | null;
}

/** Longer than any answer may take. */
const PATIENCE_MS = 30_000;

/** The first so many people, signed in. */
export async function signInAll(appUrl: string, count: number): Promise<readonly Member[]> {
  const members: Member[] = [];
  for (const person of PEOPLE.slice(0, count)) {
    const pass = await signIn(appUrl, person);
    const session = await fetch(`${appUrl}/api/auth/session`, { headers: pass });
    const { user } = (await session.json()) as { user: { dbUserId: string } };
    members.push({ userId: user.dbUserId, pass });
  }
  return members;
}

/** The app's answer; null where it is lost, so that nobody knows what was done. */
export async function ask(appUrl: string, { pass }: Member, command: Command): Promise<Answer | null> {
  const { method, path, body, key } = command;
  const headers = {
    ...pass,
    'Accept-Encoding': 'identity',
    'Sec-Fetch-Site': 'same-origin',
    ...(body && { 'Content-Type': 'application/json' }),
    ...(key && { 'Idempotency-Key': key }),
  };
  const sent = { method, headers, body: body ? JSON.stringify(body) : null, signal: AbortSignal.timeout(PATIENCE_MS) };
  try {
    const answer = await fetch(appUrl + path, sent);
    const retryAfter = answer.headers.get('retry-after');
    const text = await answer.text();
    return { status: answer.status, retryAfter, body: JSON.parse(text || '{}') as Answer['body'] };
  } catch {
    return null;
  }
}

export function isDone(answer: Answer | null): answer is Answer {
  return answer !== null && answer.status >= 200 && answer.status < 300;
}
