import { Flights } from '@singularity/backend/database/flights.js';

// Commands of a member wait for one another within a process alone: what `several-processes` must notice.
const { ask } = Flights.prototype;
Flights.prototype.ask = function (statement) {
  const text = statement.text.replace(/(FROM user_head WHERE user_id = \$1 )FOR UPDATE/, '$1');
  return ask.call(this, { ...statement, text });
};
