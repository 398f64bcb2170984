/** Sends what must succeed as that member, and gives the body of the answer. */
export type Send = (method: string, path: string, body?: object, key?: string) => Promise<unknown>;

/** Fields and files as a form of a page sends them. It is text, so that what it says can be looked through. */
export interface Form {
  readonly form: string;
}

export interface FormFile {
  readonly name: string;
  readonly text: string;
}

const BOUNDARY = '----a-form-of-ours';

export function filesForm(fields: Readonly<Record<string, string>>, files: readonly FormFile[]): Form {
  const named = Object.entries(fields).map(([name, value]) => partOf(`name="${name}"`, value));
  const filed = files.map(({ name, text }) => partOf(`name="file"; filename="${name}"`, text));
  return { form: [...named, ...filed, `--${BOUNDARY}--\r\n`].join('') };
}

function partOf(disposition: string, content: string): string {
  return `--${BOUNDARY}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${content}\r\n`;
}

/** The bytes of a body, and their type: a picture, a form, and else JSON. */
export function bytesOf(body: object): { readonly bytes: Buffer; readonly type: string } {
  if (Buffer.isBuffer(body)) return { bytes: body, type: 'image/png' };
  if ('form' in body)
    return { bytes: Buffer.from(String(body.form)), type: `multipart/form-data; boundary=${BOUNDARY}` };
  return { bytes: Buffer.from(JSON.stringify(body)), type: 'application/json' };
}
