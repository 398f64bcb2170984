import type { SpanFacts } from '../runtime/tracing.js';
import { Flight } from './flight.js';

/** As `SET LOCAL app.user_id` has it. */
const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** What a trace may tell of what is sent to the database: the text of its statements, with no parameters and no ids in it. */
export function sentIn(sent: unknown): SpanFacts {
  const texts = sent instanceof Flight ? sent.statements.map(({ text }) => text) : [textOf(sent)];
  return {
    'db.system.name': 'postgresql',
    'db.query.text': texts.join('; ').replaceAll(ID, '?'),
    ...(texts.length > 1 && { 'db.operation.batch.size': texts.length }),
  };
}

function textOf(sent: unknown): string {
  if (typeof sent === 'string') return sent;
  const { text } = sent as { readonly text?: unknown };
  return typeof text === 'string' ? text : '';
}
