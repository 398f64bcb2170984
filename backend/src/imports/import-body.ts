import { BadRequestException, PayloadTooLargeException, UnsupportedMediaTypeException } from '@nestjs/common';
import type { Request, Response } from 'express';
import multer, { memoryStorage, MulterError } from 'multer';
import { IMPORT_LIMITS } from '@singularity/contract';
import { receiveBody } from '../http/receive-body.js';
import { invalidFields, ProblemException } from '../http/problem.js';
import type { ImportedBytes } from './import-options.js';

const MULTIPART = 'multipart/form-data';
const LONGEST_NAME = 255;
/** What a form says around its files is little; in bytes. */
const AROUND = 100_000;

/** Of which one may be said of each file. */
const FIELDS = 10 + IMPORT_LIMITS.files;

const read = multer({
  storage: memoryStorage(),
  defParamCharset: 'utf8',
  limits: {
    files: IMPORT_LIMITS.files,
    fileSize: IMPORT_LIMITS.bytes,
    fields: FIELDS,
    fieldSize: 1_000,
    parts: IMPORT_LIMITS.files + FIELDS,
  },
}).array('file', IMPORT_LIMITS.files);

const TOO_LARGE = 'These files are larger than 50 MB together.';
const TOO_MANY = `Choose at most ${IMPORT_LIMITS.files} files.`;

/** The files of a form, and its other fields. They are read behind all guards, and no more of them than is taken. */
export async function importBody(
  request: Request,
): Promise<{ readonly files: readonly ImportedBytes[]; readonly fields: Readonly<Record<string, unknown>> }> {
  if (!request.is(MULTIPART)) throw new UnsupportedMediaTypeException(`Send the files as ${MULTIPART}.`);
  // Many files, each small enough, are too much together: all is refused before any of it is in memory.
  const length = request.header('content-length');
  if (length === undefined)
    throw new ProblemException(411, 'about:blank', 'Say how long the form is (Content-Length).');
  if (Number(length) > IMPORT_LIMITS.bytes + AROUND) throw new PayloadTooLargeException(TOO_LARGE);
  try {
    await receiveBody(request, request.res as Response, read);
  } catch (error) {
    throw error instanceof ProblemException ? error : told(error);
  }
  const found = (request.files ?? []) as Express.Multer.File[];
  if (found.length === 0) throw invalidFields([{ field: 'file', message: 'Choose a file.' }]);
  if (found.reduce((sum, { size }) => sum + size, 0) > IMPORT_LIMITS.bytes)
    throw new PayloadTooLargeException(TOO_LARGE);
  const files = found.map(({ originalname, buffer }) => ({ name: nameOf(originalname), content: buffer }));
  return { files, fields: (request.body ?? {}) as Record<string, unknown> };
}

/** The parser throws plain errors of its own for a form that is none. */
function told(error: unknown): Error {
  const { code, field } = error instanceof MulterError ? error : {};
  if (code === 'LIMIT_FILE_SIZE') return new PayloadTooLargeException(TOO_LARGE);
  if (code === 'LIMIT_FILE_COUNT' || code === 'LIMIT_UNEXPECTED_FILE')
    return invalidFields([{ field: 'file', message: field === 'file' || !field ? TOO_MANY : 'Send files as “file”.' }]);
  return new BadRequestException('The form cannot be read.');
}

/** As it is shown, and kept in the ledger: without folders and without what no name has. */
function nameOf(given: string): string {
  const name = (given.split(/[\\/]/).at(-1) ?? '')
    .toWellFormed()
    // Nor what turns the order of letters round.
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim();
  return name.slice(-LONGEST_NAME) || 'file';
}
