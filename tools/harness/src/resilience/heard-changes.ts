import type { Member } from './client.js';

/** For each change. A process looks for changes by itself every 25 seconds: so it may find one of two, and not both. */
const PATIENCE_MS = 10_000;
const CHANGES = 2;

/** Whether a page that listens at a process hears of what is changed meanwhile. */
export async function hearsOfChanges(
  appUrl: string,
  { pass }: Member,
  change: () => Promise<unknown>,
): Promise<boolean> {
  const signal = AbortSignal.timeout(CHANGES * PATIENCE_MS);
  let [heard, known] = [-1, -Infinity];
  try {
    const { body } = await fetch(`${appUrl}/api/user/live`, { headers: pass, signal });
    for await (const version of versionsIn(body as ReadableStream<Uint8Array>)) {
      if (version <= known) continue;
      known = version;
      if (++heard === CHANGES) return true;
      await change();
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return false;
}

/** The versions that a stream of server-sent events tells of. */
async function* versionsIn(body: ReadableStream<Uint8Array>): AsyncGenerator<number> {
  let text = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const messages = text.split('\n\n');
    text = messages.pop() ?? '';
    for (const message of messages) {
      const data = /^data: ?(.*)$/m.exec(message)?.[1];
      if (data) yield (JSON.parse(data) as { version: number }).version;
    }
  }
}
