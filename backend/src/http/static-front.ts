import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import express from 'express';
import type { RequestHandler, Response } from 'express';
import { isApi, nonceOf } from './security-headers.js';

/** The build writes a digest into these names, so what is behind one of them never changes. Words in lower case are none. */
const HASHED = /-(?=[\w-]*[A-Z0-9])[\w-]{8}\.\w+$/;
const NONCE_PLACEHOLDER = 'CSP_NONCE';

/**
 * Serves the built frontend from a folder: files as they are, and the page itself, with this response's nonce, for
 * every address that is not a file, because the browser knows the routes.
 */
export function staticFront(folder: string): RequestHandler {
  const files = express.static(folder, { index: false, redirect: false, setHeaders: setCaching });

  return (request, response, next) => {
    const readable = request.method === 'GET' || request.method === 'HEAD';
    if (isApi(request.path) || !readable) return next();
    const isPage = extname(request.path) === '' || request.path === '/index.html';
    if (!isPage) return files(request, response, next);
    sendPage(join(folder, 'index.html'), response).catch(next);
  };
}

async function sendPage(file: string, response: Response): Promise<void> {
  const template = await readFile(file, 'utf8');
  response.setHeader('Cache-Control', 'no-store');
  response.type('html').send(template.replaceAll(NONCE_PLACEHOLDER, nonceOf(response)));
}

function setCaching(response: Response, file: string): void {
  response.setHeader('Cache-Control', HASHED.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache');
}
