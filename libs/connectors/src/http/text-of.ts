import { SyncFault } from '../sync-fault.js';

/** The text of an answer. One that is longer than allowed is broken off, however much of it is to come. */
export async function textOf(response: Response, mostBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw new SyncFault('unreadable', 'The broker’s answer is too long to be right.');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
