import { Turns } from '../event-store/turns.js';

// Whoever waits for their own ledger holds a connection meanwhile: what `neighbours` must notice.
Turns.prototype.begin = () => Promise.resolve(() => undefined);
