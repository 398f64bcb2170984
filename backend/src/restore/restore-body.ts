import { tmpdir } from 'node:os';
import {
  BadRequestException,
  HttpException,
  PayloadTooLargeException,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import multer, { diskStorage, MulterError } from 'multer';
import { RESTORE_LIMITS } from '@singularity/contract';
import { receiveBody } from '../http/receive-body.js';
import { refusal } from './archive.js';

const MULTIPART = 'multipart/form-data';
const read = multer({
  storage: diskStorage({ destination: tmpdir() }),
  limits: { files: 1, fileSize: RESTORE_LIMITS.bytes, fields: 0, parts: 1 },
}).single('file');

const TOO_LARGE = `An archive may be at most ${RESTORE_LIMITS.bytes / 1024 / 1024} MB.`;

/** Where the one file of a form lies, which whoever asks removes. It is read behind all guards, and never whole in memory. */
export async function restoreBody(request: Request): Promise<string> {
  if (!request.is(MULTIPART)) throw new UnsupportedMediaTypeException(`Send the archive as ${MULTIPART}.`);
  // What the form says around the file is little.
  if (Number(request.header('content-length') ?? 0) > RESTORE_LIMITS.bytes + 100_000)
    throw new PayloadTooLargeException(TOO_LARGE);
  try {
    await receiveBody(request, request.res as Response, read);
  } catch (error) {
    throw told(error);
  }
  if (!request.file) throw refusal('Choose a file.');
  return request.file.path;
}

/** The parser throws plain errors of its own for a form that is none; those of the disk have codes. */
function told(error: unknown): unknown {
  if (error instanceof MulterError) {
    const { code } = error;
    if (code === 'LIMIT_FILE_SIZE') return new PayloadTooLargeException(TOO_LARGE);
    if (code.startsWith('LIMIT_')) return refusal('Send one file as “file”, and nothing else.');
  } else if (error instanceof HttpException || (error instanceof Error && 'code' in error)) return error;
  return new BadRequestException('The form cannot be read.');
}
