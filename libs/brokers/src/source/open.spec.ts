import { Deflate, strToU8, zipSync } from 'fflate';
import { open } from './open.js';
import { FILE_LIMITS, Unreadable } from './source.js';

const MB = 1024 * 1024;
const text = (content: string) => new TextEncoder().encode(content);
const rowsOf = async (bytes: Uint8Array) => {
  const source = await open(bytes);
  return source.kind === 'rows' ? source.rows.map(({ line, cells }) => [line, ...cells]) : source.kind;
};
const utf16 = (content: string, highFirst = false) => {
  const bytes = Buffer.from(content, 'utf16le');
  return new Uint8Array(highFirst ? bytes.swap16() : bytes);
};

/** Says why it cannot be opened, and how much the process grew for it at most. */
async function refusalOf(bytes: Uint8Array): Promise<{ readonly reason: string; readonly grown: number }> {
  const before = process.resourceUsage().maxRSS;
  const reason = await open(bytes).then(
    () => 'nothing: it was opened',
    (error: unknown) => {
      if (!(error instanceof Unreadable)) throw error;
      return error.message;
    },
  );
  return { reason, grown: (process.resourceUsage().maxRSS - before) / 1024 };
}

describe('a file in one of the encodings of traders', () => {
  const content = 'Symbol,Note\nAAPL,Café 5 €\n';
  const rows = [
    [1, 'Symbol', 'Note'],
    [2, 'AAPL', 'Café 5 €'],
  ];
  it.each([
    ['UTF-8', text(content)],
    ['UTF-8 with a mark', text(`\ufeff${content}`)],
    ['UTF-16 with a mark', utf16(`\ufeff${content}`)],
    ['UTF-16 with a mark, high bytes first', utf16(`\ufeff${content}`, true)],
    ['UTF-16 without a mark', utf16(content)],
    ['UTF-16 without a mark, high bytes first', utf16(content, true)],
    ['windows-1252', Uint8Array.from(Buffer.from(content.replace('€', '\u0080'), 'latin1'))],
  ])('is read: %s', async (_, bytes) => expect(await rowsOf(bytes)).toEqual(rows));

  it('is read as Cyrillic where the letters say so', async () =>
    expect(
      await rowsOf(
        Uint8Array.from([...text('Symbol;'), 0xd1, 0xe8, 0xec, 0xe2, 0xee, 0xeb, 0x20, 0xf2, 0xee, 0xf0, 0xe3, 0xee, 0xe2, 0xeb, 0xe8, 0x0a]),
      ),
    ).toEqual([[1, 'Symbol', 'Символ торговли']])); // prettier-ignore
});

describe('the rows of a file', () => {
  it.each([
    ['a;b\n1,5;2\n', [[1, 'a', 'b'], [2, '1,5', '2']]],
    ['a\tb\r\n1\t2\r\n', [[1, 'a', 'b'], [2, '1', '2']]],
    ['a,b\r1,2\r', [[1, 'a', 'b'], [2, '1', '2']]],
    ['a,b\n\n"x\ny",2\n3,4\n', [[1, 'a', 'b'], [3, 'x\ny', '2'], [5, '3', '4']]],
    ['a,b\n5" pipe,2\n', [[1, 'a', 'b'], [2, '5" pipe', '2']]],
    ['<html><table><tr><td>a</td><td class="hidden" colspan="8">x</td><td>b&nbsp;c</td></tr></table></html>', [[1, 'a', 'b c']]],
  ])('stand in their lines: %j', async (content, rows) => expect(await rowsOf(text(content))).toEqual(rows)); // prettier-ignore
});

describe('a file that is none', () => {
  it.each([
    ['empty', new Uint8Array(), 'This file is empty.'],
    ['blank lines alone', text('\n\n \n'), 'This file has no rows.'],
    ['a PDF', text('%PDF-1.7'), 'This is a PDF. Ask your broker for a CSV instead.'],
    ['an old workbook', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]), 'This is an old Excel file. Save it as .xlsx or CSV.'],
    ['NULs between letters', text('a,b\n1,\u0000\n'), 'This is not a text file. Export it as CSV and try again.'],
    ['NULs alone', new Uint8Array(1_000), 'This is not a text file. Export it as CSV and try again.'],
    ['a picture', Uint8Array.from({ length: 4_096 }, (_, index) => (index * 7919 + (index >> 3)) % 256), 'This is not a text file. Export it as CSV and try again.'],
    ['noise without NULs', Uint8Array.from({ length: 4_096 }, (_, index) => 1 + ((index * 7919 + (index >> 3)) % 255)), 'This is not a text file. Export it as CSV and try again.'],
    ['a quote that never closes', text('a,b\n"1,2\n3,4\n'), 'A quote opens in this file and never closes. Export it again.'],
    ['half a workbook', zipSync({ 'xl/workbook.xml': strToU8('<workbook/>') }).subarray(0, 40), 'This workbook is damaged. Save it again and try once more.'],
    ['a zip of something else', zipSync({ 'notes.xml': strToU8('<notes/>') }), 'This workbook cannot be read. Save it as .xlsx or CSV and try again.'],
    ['broken XML', text('<?xml version="1.0"?>\n<a b="1">\n<c></a>'), 'Line 3 of this XML cannot be read. Export it again.'],
  ])('is refused: %s', async (_, bytes, reason) => expect((await refusalOf(bytes)).reason).toBe(reason)); // prettier-ignore
});

describe('a hostile file', () => {
  const tooLong = 'A row of this file is longer than 100,000 characters. This is not an export of a broker.';
  const tooManyColumns = 'A row of this file has more than 500 columns. This is not an export of a broker.';
  const tooDeep = 'This file has more than 200 elements inside each other. This is not an export of a broker.';
  const documentType = 'This XML declares a document type, which no export of a broker does.';
  const lol = '<!DOCTYPE a [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><x y="&b;"/>';

  it.each([
    ['200 MB', () => new Uint8Array(200 * MB), 'This file is larger than 50 MB.'],
    ['one endless line', () => text('a'.repeat(40 * MB)), tooLong],
    ['an endless line of nothing but commas', () => text(','.repeat(40 * MB)), tooLong],
    ['an endless cell of many lines', () => text(`a,b\n"${'x\n'.repeat(20 * MB)}`), `${tooLong} Or a quote opens in it and never closes.`],
    ['10,000 columns', () => text(`${'a,'.repeat(9_999)}a\n`.repeat(2_000)), tooManyColumns],
    ['rows without end', () => text('a\n'.repeat(FILE_LIMITS.rows + 1)), 'This file has more than 500,000 rows. Split it into smaller files.'],
    ['cells without end', () => text(`${','.repeat(499)}\n`.repeat(80_000)), 'This file has more than 10,000,000 cells. Split it into smaller files.'],
    ['entities that grow', () => text(lol), documentType],
    ['a document type from elsewhere', () => text('<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a b="1"/>'), documentType],
    ['an entity that nobody defined', () => text('<a b="&xxe;"/>'), 'Line 1 of this XML cannot be read. Export it again.'],
    ['XML without a bottom', () => text('<a>'.repeat(5 * MB)), tooDeep],
    ['a page without a bottom', () => text(`<html>${'<div>'.repeat(5 * MB)}`), tooDeep],
    ['a page with 10,000 columns', () => text(`<html><table><tr>${'<td>a</td>'.repeat(10_000)}</tr></table></html>`), tooManyColumns],
  ])('ends in a plain sentence, in bounded memory: %s', async (_, make, said) => {
    const bytes = make();
    const { reason, grown } = await refusalOf(bytes);
    expect(reason).toBe(said);
    expect(grown).toBeLessThan(400);
  }); // prettier-ignore
});

describe('a hostile workbook', () => {
  const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const book = (sheet: string | Uint8Array, name = 'worksheets/sheet1.xml') => ({
    'xl/workbook.xml': strToU8(`<workbook xmlns:r="${RELATIONS}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`),
    'xl/_rels/workbook.xml.rels': strToU8(`<Relationships><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="${name}"/></Relationships>`),
    [`xl/${name}`]: typeof sheet === 'string' ? strToU8(sheet) : sheet,
  }); // prettier-ignore
  const cells = (inside: string) => `<worksheet><sheetData>${inside}</sheetData></worksheet>`;

  /** A workbook whose sheet unpacks to so many megabytes; its directory says that it is `claimed` bytes. */
  function bomb(megabytes: number, claimed = megabytes * MB): Uint8Array {
    const chunks: Uint8Array[] = [];
    const deflate = new Deflate({ level: 1 }, (chunk) => chunks.push(chunk));
    for (let left = megabytes; left > 0; left -= 1) deflate.push(new Uint8Array(MB).fill(32), left === 1);
    const packed = Buffer.concat(chunks);
    // Stored as it is, and then said to be deflated.
    const zip = zipSync(book(packed), { level: 0 });
    const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
    const directory = Buffer.from(zip).lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    view.setUint16(directory + 10, 8, true);
    view.setUint32(directory + 24, claimed, true);
    return zip;
  }

  it('is not one where it is as it should be', async () =>
    expect(await rowsOf(zipSync(book(cells('<row r="2"><c r="B2"><v>1.10</v></c></row>'))))).toEqual([
      [2, '', '1.10'],
    ]));

  const damaged = 'This workbook is damaged. Save it again and try once more.';
  const tooManyRows = 'This file has more than 500,000 rows. Split it into smaller files.';
  const unreadable = 'This workbook cannot be read. Save it as .xlsx or CSV and try again.';
  it.each([
    ['one that says how much it grows', () => bomb(60), 'This workbook is too large when unpacked. Split it into smaller ones.'],
    ['one that says too little', () => bomb(60, 1_000), damaged],
    ['one that says too much', () => bomb(1, 20 * MB), damaged],
    ['two cells a billion apart', () => zipSync(book(cells('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))), 'A row of this file has more than 500 columns. This is not an export of a broker.'],
    ['a cell far to the right under another name', () => zipSync(book(cells('<row r="1"><c x=">" r="XFD1"><v>1</v></c></row>'), 'other.xml')), 'A row of this file has more than 500 columns. This is not an export of a broker.'],
    ['a last row without end', () => zipSync(book(cells('<row r="9999999"><c r="A9999999"><v>1</v></c></row>'))), tooManyRows],
    ['a row that is no number', () => zipSync(book(cells('<row r="Infinity"><c r="A1"><v>1</v></c></row>'))), unreadable],
    ['a place that is written in entities', () => zipSync(book(cells('<row r="1"><c r="&#88;FD1"><v>1</v></c></row>'))), unreadable],
    ['many empty cells', () => zipSync(book(cells('<row r="1"><c r="SF1"><v>1</v></c></row><row r="400000"><c r="A400000"><v>1</v></c></row>'))), 'This file has more than 10,000,000 cells. Split it into smaller files.'],
  ])('ends in a plain sentence, in bounded memory: %s', async (_, make, said) => {
    const bytes = make();
    const { reason, grown } = await refusalOf(bytes);
    expect(reason).toBe(said);
    expect(grown).toBeLessThan(200);
  }); // prettier-ignore
});
