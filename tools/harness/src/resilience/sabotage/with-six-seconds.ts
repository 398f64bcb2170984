import { Server } from 'node:http';

// All of a request must be there after six seconds: what `slow-uploads` must notice.
for (const limit of ['requestTimeout', 'headersTimeout'])
  Object.defineProperty(Server.prototype, limit, { get: () => 6_000, set: () => undefined });
