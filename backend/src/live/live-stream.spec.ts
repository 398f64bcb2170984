import { PassThrough } from 'node:stream';
import type { Request, Response } from 'express';
import type { LiveMessage } from '@singularity/contract';
import { LiveStream } from './live-stream.js';

const id = (name: string) => ({ type: 'trade' as const, id: name });

/** A client that takes nothing before it is told to. */
function slowClient(known: number | null) {
  const response = Object.assign(new PassThrough({ highWaterMark: 1 }), { writeHead: () => undefined });
  const stream = new LiveStream(
    {} as Request,
    { memberId: 'm', dbUserId: 'm' },
    response as unknown as Response,
    known,
  );
  /** Takes all there is. */
  const take = () => String(response.read() ?? '');
  const messages = () =>
    [...take().matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data ?? '') as LiveMessage);
  return { stream, response, take, messages };
}

it('is held back while a client takes nothing, and then told all of it at once', async () => {
  const { stream, messages, response } = slowClient(4);
  const room = new Promise<void>((resolve) => stream.onRoom(resolve));
  for (let version = 5; version < 1_000; version++) stream.tell({ version, streams: [{ ...id('a'), version }] });
  expect(response.readableLength + response.writableLength).toBeLessThan(100);
  expect(messages()).toEqual([]);
  await room;
  const streams = [
    { ...id('a'), version: 4 },
    { ...id('b'), version: 999 },
  ];
  stream.tell({ version: 999, streams });
  expect(messages()).toEqual([{ version: 999, streams: [id('b')] }]);
});

it('is cut at the second sign of life that does not get through', () => {
  const { stream, response } = slowClient(4);
  expect(stream.beat()).toBe(false);
  stream.end();
  expect(response.destroyed).toBe(true);
});

it.each([
  ['nothing', null],
  ['another ledger, which was longer', 9],
])('tells of everything to a client that knows %s', async (_case, known) => {
  const { stream, take, messages } = slowClient(known);
  const room = new Promise<void>((resolve) => stream.onRoom(resolve));
  take();
  await room;
  stream.tell({ version: 5, streams: [] });
  expect(messages()).toEqual([{ version: 5, streams: null }]);
});

it('does not go back to an older version that was read late', async () => {
  const { stream, take, messages } = slowClient(4);
  const takeAll = async () => {
    const room = new Promise<void>((resolve) => stream.onRoom(resolve));
    const taken = messages();
    await room;
    return taken;
  };
  await takeAll();
  stream.tell({ version: 7, streams: null });
  expect(await takeAll()).toEqual([{ version: 7, streams: null }]);
  stream.tell({ version: 6, streams: null });
  expect(take()).toBe('');
});
