import type { Browser, Reply } from './browser.js';

export interface FormFile {
  readonly name: string;
  readonly content: string | Buffer;
}

/** Sends files with other fields, as the form of a page does. */
export async function sendFiles(
  browser: Browser,
  path: string,
  files: readonly FormFile[],
  {
    fields = {},
    headers = {},
  }: { fields?: Readonly<Record<string, string | readonly string[]>>; headers?: Record<string, string> } = {},
): Promise<Reply> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) form.append(name, each);
  for (const { name, content } of files) form.append('file', new Blob([content]), name);
  const sent = new Response(form);
  const body = Buffer.from(await sent.arrayBuffer());
  return browser.send('POST', path, body, { 'Content-Type': sent.headers.get('Content-Type') ?? '', ...headers });
}
