import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { Run } from './scenario.js';
import type { Command, Member } from './client.js';

/** A connection to the app of which nothing is read until it is asked for. */
export async function openSocket(run: Pick<Run, 'defer'>, appUrl: string): Promise<Socket> {
  const socket = connect(Number(new URL(appUrl).port), '127.0.0.1').pause();
  run.defer(() => Promise.resolve(socket.destroy()));
  await once(socket, 'connect');
  return socket.on('error', () => undefined);
}

/** A command as it goes over the wire, with all of its body. */
export function requestText(appUrl: string, member: Member, command: Command): string {
  const text = command.body ? JSON.stringify(command.body) : '';
  const content = { length: Buffer.byteLength(text), ...(text && { type: 'application/json' }) };
  return requestHead(appUrl, member, command, content) + text;
}

/** All that comes before the body. */
export function requestHead(
  appUrl: string,
  { pass }: Member,
  { method, path, key }: Command,
  { type, length }: { readonly type?: string; readonly length: number },
): string {
  const headers = {
    Host: new URL(appUrl).host,
    ...pass,
    'Sec-Fetch-Site': 'same-origin',
    'Content-Length': length,
    ...(type && { 'Content-Type': type }),
    ...(key && { 'Idempotency-Key': key }),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n');
}

/** The statuses of so many answers, or of as many as come before the connection ends or nothing comes for so long. */
export async function readStatuses(socket: Socket, count: number, patienceMs: number): Promise<readonly number[]> {
  let text = '';
  const statuses = () => [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
  socket.setTimeout(patienceMs, () => socket.destroy());
  try {
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      text += chunk.toString('latin1');
      if (statuses().length >= count) break;
    }
  } catch {
    // The connection has ended before.
  }
  return statuses();
}
