import { answersIn, isAnswers } from './answers.js';
import { csvRows } from './csv.js';
import { htmlRows } from './html.js';
import { FILE_LIMITS, Unreadable } from './source.js';
import type { Source } from './source.js';
import { textOf } from './text.js';
import { workbookRows } from './workbook.js';
import { xmlElements } from './xml.js';

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const OLD_EXCEL = [0xd0, 0xcf, 0x11, 0xe0];
const PDF = [0x25, 0x50, 0x44, 0x46];

/** What a file holds, by what it begins with and never by its name. Throws `Unreadable` with a sentence for the member. */
export async function open(bytes: Uint8Array): Promise<Source> {
  if (bytes.length === 0) throw new Unreadable('This file is empty.');
  if (bytes.length > FILE_LIMITS.bytes) throw new Unreadable('This file is larger than 50 MB.');
  if (beginsWith(bytes, PDF)) throw new Unreadable('This is a PDF. Ask your broker for a CSV instead.');
  if (beginsWith(bytes, OLD_EXCEL)) throw new Unreadable('This is an old Excel file. Save it as .xlsx or CSV.');
  if (beginsWith(bytes, ZIP)) return rows(await workbookRows(bytes));
  const text = textOf(bytes);
  if (isAnswers(text)) return { kind: 'answers', answers: answersIn(text) };
  const start = text.slice(0, 1_000).trimStart().toLowerCase();
  if (start.startsWith('<!doctype html') || start.startsWith('<html')) return rows(htmlRows(text));
  if (start.startsWith('<')) return { kind: 'elements', elements: xmlElements(text) };
  return rows(csvRows(text));
}

function rows(of: Extract<Source, { kind: 'rows' }>['rows']): Source {
  if (of.length === 0) throw new Unreadable('This file has no rows.');
  return { kind: 'rows', rows: of };
}

function beginsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}
