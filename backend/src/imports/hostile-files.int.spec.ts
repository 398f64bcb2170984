import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { buffer, json } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { XSRF } from '@singularity/contract';
import type { ImportAnswer } from '@singularity/contract';
import type { Browser, Reply } from '../../testing/browser.js';
import { sendFiles } from '../../testing/file-form.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

const IMPORTS = '/api/user/imports';
const MB = 1_000_000;
const SMALL = { name: 'a.csv', content: 'a,b\n1,2' };

let app: TestApp;
let member: Browser;
let other: Browser;

beforeAll(async () => {
  app = await startTestApp();
  [member, other] = [await app.signIn('one'), await app.signIn('two')];
});
afterAll(() => app.close());
/** Whatever came, nothing of it is kept, and the next file is read. */
afterEach(async () => {
  const { items } = (await member.get(IMPORTS)).body as { items: ImportAnswer[] };
  for (const { id } of items) await member.send('DELETE', `${IMPORTS}/${id}`);
  expect(await app.sql('SELECT FROM import_file')).toEqual([]);
  const { body } = await member.get('/api/user/storage');
  expect(body).toMatchObject({ importBytes: 0 });
});

const part = (name: string, content: string, boundary = 'x') =>
  `--${boundary}\r\nContent-Disposition: form-data; ${name}\r\n\r\n${content}\r\n`;

function sendForm(text: string, type = 'multipart/form-data; boundary=x'): Promise<Reply> {
  return member.send('POST', IMPORTS, text, { 'Content-Type': type });
}

/** Sends the head of a form and the beginning of it, and waits for what is said to that. */
async function begin(headers: Record<string, string>): Promise<{ status: number | undefined; body: unknown }> {
  const sent = request(new URL(IMPORTS, app.url), {
    method: 'POST',
    headers: {
      Cookie: [...member.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      [XSRF.header]: member.cookies.get(XSRF.cookie) ?? '',
      'Content-Type': 'multipart/form-data; boundary=x',
      ...headers,
    },
  });
  sent.on('error', () => undefined);
  sent.write(part('name="file"; filename="a.csv"', 'a'));
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const body = await json(answer);
  sent.destroy();
  return { status: answer.statusCode, body };
}

describe('more than is taken', () => {
  it('is refused before it is there: 60 MB together', async () => {
    expect(await begin({ 'Content-Length': String(60 * MB) })).toMatchObject({
      status: 413,
      body: { detail: 'These files are larger than 50 MB together.' },
    });
  });

  it('is refused where nobody knows how much it will be', async () => {
    expect(await begin({ 'Transfer-Encoding': 'chunked' })).toMatchObject({ status: 411 });
  });

  it('is refused with the reason: 21 files, and none', async () => {
    expect(await sendFiles(member, IMPORTS, Array<typeof SMALL>(21).fill(SMALL))).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'file', message: 'Choose at most 20 files.' }] },
    });
    expect(await sendFiles(member, IMPORTS, [])).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'file', message: 'Choose a file.' }] },
    });
    expect(await sendFiles(member, IMPORTS, Array<typeof SMALL>(20).fill(SMALL))).toMatchObject({ status: 201 });
  });

  it('is refused with the reason: a field that there is not, and a file in it', async () => {
    const file = part('name="file"; filename="a.csv"', 'a');
    expect(await sendForm(`${part('name="userId"', '1')}${file}--x--\r\n`)).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'userId' }] },
    });
    expect(await sendForm(`${part('name="files"; filename="a.csv"', 'a')}--x--\r\n`)).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'file', message: 'Send files as “file”.' }] },
    });
    const many = Array.from({ length: 40 }, (_, nth) => part(`name="f${nth}"`, '1')).join('');
    expect(await sendForm(`${many}${file}--x--\r\n`)).toMatchObject({ status: 400 });
    expect(await sendForm(`${part('name="timeZone"', 'a'.repeat(2_000))}${file}--x--\r\n`)).toMatchObject({
      status: 400,
    });
  });
});

describe('a form that is none', () => {
  const file = part('name="file"; filename="a.csv"', 'a');
  it.each([
    ['cut off', file],
    ['empty', ''],
    ['JSON', '{"file":"a"}'],
    ['with a part that is broken', `--x\r\nContent-Disposition form-data\r\n\r\na\r\n--x--\r\n`],
    ['with a name that is none', `${part('name="file"; filename="a\u0000\u001b.csv"', 'a')}--x--\r\n`],
    ['with headers without end', `--x\r\nX: ${'x'.repeat(100_000)}\r\n\r\na\r\n--x--\r\n`],
  ])('cannot be read: %s', async (_, text) => {
    const { status, headers } = await sendForm(text);
    expect([400, 422]).toContain(status);
    expect(headers['content-type']).toContain('application/problem+json');
  });

  it.each([
    ['without a boundary', 'multipart/form-data', 400],
    ['with another boundary', 'multipart/form-data; boundary=y', 400],
    ['of another kind', 'multipart/mixed; boundary=x', 415],
  ])('cannot be read: %s', async (_, type, status) => {
    expect(await sendForm(`${file}--x--\r\n`, type)).toMatchObject({ status });
  });
});

describe('the name of a file', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\trades.csv', 'trades.csv'],
    ['Größe 東京.csv', 'Größe 東京.csv'],
    [`${'a'.repeat(10_000)}.csv`, `${'a'.repeat(251)}.csv`],
  ])('is a name and nothing else: %s', async (given, shown) => {
    const { body } = await sendForm(`${part(`name="file"; filename="${given}"`, 'a,b')}--x--\r\n`);
    expect(body).toMatchObject({ files: [{ name: shown }] });
    expect(await member.get('/api/user/export.zip')).toMatchObject({ status: 200 });
  });
});

/** A workbook that unpacks to so many bytes. */
async function bomb(bytes: number): Promise<Buffer> {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from('<workbook/>'), 'xl/workbook.xml');
  zip.addBuffer(Buffer.alloc(bytes, 32), 'xl/worksheets/sheet1.xml');
  zip.end();
  return buffer(zip.outputStream as Readable);
}

describe('a file that harms', () => {
  const document = '<!DOCTYPE a [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>';
  it.each<[string, () => Promise<Buffer | string> | Buffer | string, string]>([
    ['a workbook that is a bomb', () => bomb(100 * MB), 'too large when unpacked'],
    ['one endless line', () => Buffer.alloc(40 * MB, 'x'), 'longer than 100,000 characters'],
    ['10,000 columns', () => `${'a,'.repeat(10_000)}\n`.repeat(1_000), 'more than 500 columns'],
    ['nothing but NULs', () => Buffer.alloc(20 * MB), 'not a text file'],
    ['entities of XML', () => `<?xml version="1.0"?>${document}<FlexQueryResponse>&b;</FlexQueryResponse>`, 'document type'],
    ['XML without a bottom', () => '<a>'.repeat(5 * MB), '200 elements inside each other'],
    ['a million rows', () => 'a,b\n'.repeat(MB), '500,000 rows'],
    ['nothing', () => '', 'empty'],
  ])('is shown with the reason, and others are answered meanwhile: %s', async (_name, make, reason) => {
    const files = [{ name: 'harm.csv', content: await make() }, SMALL];
    let over = false;
    const sent = sendFiles(member, IMPORTS, files).finally(() => (over = true));
    let answered = 0;
    for (; !over; answered++) expect(await other.get('/api/user/trades')).toMatchObject({ status: 200 });
    const { status, body } = await sent;
    expect(status).toBe(201);
    const { files: shown, counts } = body as ImportAnswer;
    expect(shown.map(({ problem }) => problem)).toEqual([expect.stringContaining(reason), null]);
    expect(counts.fills).toBe(0);
    expect(answered).toBeGreaterThan(0);
  }); // prettier-ignore

  it('holds formulas as text, and refuses what is no number', async () => {
    const head = 'Symbol,Side,Type,Qty,Limit Price,Stop Price,Fill Price,Status,Commission,Placing Time,Closing Time,Order ID';
    const row = `=cmd|'/C calc'!A0,Buy,Market,1,,,10,Filled,0,2026-01-06 10:01:00,2026-01-06 10:01:00,=1+1`;
    const fields = { timeZone: 'America/New_York' };
    const { body } = await sendFiles(member, IMPORTS, [{ name: '=1.csv', content: `${head}\n${row}` }], { fields });
    expect(body).toMatchObject({ files: [{ platform: 'tradingview' }] });
    const { counts } = body as ImportAnswer;
    expect(counts.fills + counts.refused).toBe(1);
  }); // prettier-ignore
});
