import 'reflect-metadata';
import './movable-clock.js';

// The app believes its machine's clock, whatever the database's says: what it must not do, and what `clock-jumps` must notice.
const { Clock } = await import('@singularity/backend/runtime/clock.js');
Clock.prototype.hear = () => undefined;
