import { isUtf8 } from 'node:buffer';
import { BadRequestException } from '@nestjs/common';
import { json } from 'express';
import type { RequestHandler } from 'express';
import { receiveBody } from './receive-body.js';

const BODY_LIMIT = '64kb';
/** Nothing that is asked for goes deeper than a third of this; what walks through a body does so by calling itself. */
const MOST_DEPTH = 12;

/**
 * Keys that mean something to every object. They reach into prototypes, or are taken for known fields because each
 * object seems to have them; either way they would be left out silently.
 */
export const DANGEROUS_KEYS: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(Object.prototype),
  'prototype',
]);

/** Reads bodies of JSON, but for paths that read their own, which may be larger, behind all guards. */
export function jsonBody(readLater: readonly string[] = []): RequestHandler {
  const read = jsonReader(BODY_LIMIT);
  return async (request, response, next) => {
    if (!readLater.includes(request.baseUrl + request.path)) await receiveBody(request, response, read);
    next();
  };
}

/** What could not be kept exactly as it was sent makes a body unreadable. */
export function jsonReader(limit: number | string): RequestHandler {
  return json({ limit, verify: requirePlain, reviver: refuseDangerousKeys });
}

function requirePlain(_request: unknown, _response: unknown, body: Buffer, encoding: string): void {
  // Bytes that are none would be kept as other letters, without a word.
  if (encoding !== 'utf-8' || !isUtf8(body)) throw new BadRequestException('The body must be UTF-8.');
  if (isDeeperThan(MOST_DEPTH, body)) throw new BadRequestException('The body is nested too deeply.');
}

function refuseDangerousKeys(key: string, value: unknown): unknown {
  if (DANGEROUS_KEYS.has(key)) throw new SyntaxError(`${key} cannot be a key.`);
  return value;
}

const [QUOTE, BACKSLASH] = [...Buffer.from('"\\')];
const OPENING = new Set(Buffer.from('[{'));
const CLOSING = new Set(Buffer.from(']}'));

/** Whether lists and objects of a JSON text are nested deeper, without reading it. */
export function isDeeperThan(most: number, text: Buffer): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const byte = text[at] as number;
    if (byte === QUOTE) quoted = !quoted;
    else if (quoted && byte === BACKSLASH) at++;
    else if (!quoted && OPENING.has(byte)) depth++;
    else if (!quoted && CLOSING.has(byte)) depth--;
    if (depth > most) return true;
  }
  return false;
}
