import 'reflect-metadata';
import { ExpressAdapter } from '@nestjs/platform-express';

/** Loaded into the app by the harness, for a control: the version of a resource is sent as text, not as a number. */
const reply = ExpressAdapter.prototype.reply;
ExpressAdapter.prototype.reply = function (this: ExpressAdapter, response, body: unknown, status) {
  const untrue =
    typeof body === 'object' && body !== null && 'streamVersion' in body
      ? { ...body, streamVersion: String(body.streamVersion) }
      : body;
  return reply.call(this, response, untrue, status) as unknown;
};
