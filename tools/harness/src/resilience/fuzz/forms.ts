import type { Chance } from '@singularity/backend/members/chance.js';
import { ordersFile, ORDERS_ZONE } from '../orders-file.js';
import { bytesOf, filesForm } from '../probes/sent-body.js';
import type { FormFile } from '../probes/sent-body.js';
import type { Schema } from './document.js';
import { HOSTILE_TEXTS } from './hostile.js';
import type { Body, Intent } from './intent.js';
import { hostile, isFields, nearly } from './mutation.js';
import { valueOf } from './values.js';
import type { Source } from './values.js';

type Fields = Readonly<Record<string, unknown>>;

/** A form with files of orders, which can be imported at once: the fields say all that the files do not. */
export function formBody(schema: Schema, intent: Intent, source: Source): Body {
  const { chance } = source;
  const files = Array.from({ length: chance.whole(1, 3) }, () => fileOf(chance));
  const fields = fieldsOf(schema, source);
  if (intent === 'valid') return sent(fields, files);
  const spoil = intent === 'nearly' ? nearly : hostile;
  const inFields = () => sent(asFields(spoil(fields, optionsIn(schema), chance)), files);
  const [first = fileOf(chance), ...others] = files;
  const inFile = () =>
    sent(fields, [intent === 'nearly' ? damaged(first, chance) : hostileFile(first, chance), ...others]);
  return chance.oneOf([inFields, inFile, inFile, () => misformed(sent(fields, files), intent, chance)])();
}

function fieldsOf(schema: Schema, source: Source): Fields {
  const { accountId } = asFields(valueOf({ properties: { accountId: ID }, required: ['accountId'] }, 'form', source));
  const more = source.chance.happens(0.2) ? asFields(valueOf(optionsIn(schema), 'form', source)) : {};
  return { ...more, accountId, timeZone: ORDERS_ZONE };
}

const ID: Schema = { type: 'string', format: 'uuid' };

/** The fields beside the files. */
function optionsIn({ allOf = [] }: Schema): Schema {
  return allOf.find(({ properties = {} }) => !('file' in properties)) ?? {};
}

function fileOf(chance: Chance): FormFile {
  // Of the last it has to be said what a contract is worth.
  const symbol = chance.oneOf(['NASDAQ:AAPL', 'NASDAQ:MSFT', 'CME_MINI:MNQZ2025', 'OANDA:EURUSD', 'CME_MINI:XYZZ2025']);
  const trips = Array.from({ length: chance.whole(1, 4) }, () => ({
    symbol,
    prices: [String(chance.whole(1, 400)), `${chance.whole(1, 400)}.50`] as const,
    key: String(chance.whole(1, 10_000)),
  }));
  return ordersFile(chance.oneOf(['orders.csv', 'Meine Order (1).csv', 'orders', '東京.csv']), trips);
}

function sent(fields: Fields, files: readonly FormFile[]): Body {
  const texts = Object.entries(fields).map(([name, value]) => [name, textOf(value)]);
  const { bytes, type } = bytesOf(filesForm(Object.fromEntries(texts) as Record<string, string>, files));
  return { bytes, headers: { 'content-type': type } };
}

/** Of a list the first: a form says it once for each. */
function textOf(value: unknown): string {
  const [one] = [value].flat() as readonly unknown[];
  return typeof one === 'object' ? JSON.stringify(one) : String(one);
}

/** As a spreadsheet, an editor or a broken line leaves a file. */
function damaged({ name, text }: FormFile, chance: Chance): FormFile {
  const at = chance.whole(0, text.length);
  const changed = chance.oneOf([
    () => text.slice(0, at),
    () => text.slice(0, at) + text.slice(at + 1),
    () => `${text.slice(0, at)}${chance.oneOf(['"', ',', '\n', ';', '-', '0', 'x'])}${text.slice(at)}`,
    () => text.replaceAll(',', ';'),
    () => text.replaceAll('\n', '\r'),
    () => `${text}\n\n"Everything here is provided without warranty, of any kind"`,
    () => text.replaceAll('2026-01-06', chance.oneOf(['06/01/26', '2026-13-06', '1/6/2026', ''])),
    () => '',
  ])();
  return { name, text: changed };
}

function hostileFile({ name, text }: FormFile, chance: Chance): FormFile {
  if (chance.happens(0.3)) return { name: chance.oneOf(HOSTILE_TEXTS).slice(0, 300), text };
  const cell = chance.oneOf(HOSTILE_TEXTS).slice(0, 5_000);
  const at = chance.whole(0, text.length);
  const other = chance.oneOf([
    () => text.slice(0, at) + cell + text.slice(at),
    () => text.replaceAll('Filled', cell),
    () => text.replaceAll('Market', `=cmd|'${cell}'!A1`),
    () => `${text}\0\0\0`,
    () => 'x'.repeat(200_000),
    () => ','.repeat(50_000),
    () => '"'.repeat(10_001),
    () =>
      '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;">]><FlexQueryResponse>&c;</FlexQueryResponse>',
    () => '<a>'.repeat(20_000),
    () => 'PK\u0003\u0004not a zip',
    () => '%PDF-1.7',
  ])();
  return { name, text: other };
}

/** Nothing is wrong with the files, and everything with the form around them. */
function misformed({ bytes, headers }: Body, intent: Intent, chance: Chance): Body {
  const form = bytes.toString();
  if (intent === 'nearly')
    return {
      headers,
      bytes: chance.oneOf([form.replace('name="file"', 'name="files"'), form.replace(/--\r\n$/, ''), '']),
    };
  const types = [
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'multipart/form-data; boundary=other',
    'multipart/mixed; boundary=x',
    'application/json',
  ];
  return chance.oneOf([
    { bytes, headers: { 'content-type': chance.oneOf(types) } },
    { headers, bytes: form.slice(0, chance.whole(0, form.length)) },
    { headers, bytes: form.replaceAll('Content-Disposition', 'Content-Disposition\0') },
    { headers, bytes: form.replace('\r\n\r\n', `\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`) },
    { headers, bytes: form.replaceAll('name="', 'name="__proto__') },
    { headers, bytes: `${form}${form}` },
  ]);
}

function asFields(value: unknown): Fields {
  return isFields(value) ? value : {};
}
