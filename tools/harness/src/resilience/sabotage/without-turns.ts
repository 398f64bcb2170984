import { KeyedMutex } from '@singularity/backend/runtime/keyed-mutex.js';

// Whoever waits for their own ledger holds a connection meanwhile: what `neighbours` must notice.
KeyedMutex.prototype.acquire = () => Promise.resolve(() => undefined);
