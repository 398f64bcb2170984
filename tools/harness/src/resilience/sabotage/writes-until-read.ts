import { WriteQueue } from '@singularity/backend/auth/write-queue.js';

// A write is over when its answer has been read: what `pipelined-writes` and `stolen-session` must notice.
WriteQueue.prototype.intercept = (_context, next) => next.handle();
// And nothing passes those that wait.
const { getMetadata } = Reflect;
Reflect.getMetadata = (key: unknown, ...of: [object]) =>
  key === 'singularity:unqueued' ? false : (Reflect.apply(getMetadata, Reflect, [key, ...of]) as unknown);
