import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { BYTE_ORDER_MARK, csvLine, freeText } from './csv.js';

/** What somebody reads who knows that a text with a formula's beginning has an apostrophe before it. */
const written = (cell: string) => cell.replace(/^'(?='*[=+\-@\t\r\n＝＋－＠])/, '');

const awkward = fc.constantFrom(
  '=',
  '+',
  '-',
  '@',
  "'",
  '"',
  ',',
  ';',
  '\t',
  '\r',
  '\n',
  '\r\n',
  '＝',
  '＠',
  ' ',
  '1',
  'é',
  '💶',
);
const texts = fc.oneof(
  fc.array(awkward, { maxLength: 8 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme' }),
);
const lines = fc.array(fc.tuple(texts, texts, texts), { minLength: 1, maxLength: 5 });

it('reads back as it was written, whatever members write', () => {
  fc.assert(
    fc.property(lines, (rows) => {
      const file = BYTE_ORDER_MARK + rows.map((cells) => csvLine(cells.map(freeText))).join('');
      const read = parse(file, { bom: true, skip_empty_lines: false });
      expect(read.map((cells) => cells.map(written))).toEqual(rows);
    }),
    { numRuns: 2_000 },
  );
});

it('has no cell that a spreadsheet would calculate', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(freeText(text)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
    }),
    { numRuns: 2_000 },
  );
});
