/** More than any answer that we ask for. */
const MAX_BYTES = 256 * 1024;

export interface TextReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** One request to another service, with a limit to its time, its size and its redirects (none). Rejects where no answer came. */
export async function fetchText(url: string, init: RequestInit, timeoutMs: number): Promise<TextReply> {
  const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
  const { status, headers } = response;
  return { status, headers, text: await textOf(response) };
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) throw new RangeError('The answer is too long.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
