import { UnreadAnswers } from '@singularity/backend/http/unread-answers.js';
import './without-read-limit.js';

// And whatever is not taken stays: what `unread-answers` must notice.
Reflect.set(UnreadAnswers.prototype, 'handOver', () => undefined);
