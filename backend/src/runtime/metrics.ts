import { collectDefaultMetrics, Counter, Gauge, Histogram, register } from '@prometheus-io/client';

/**
 * The numbers of this process. Each is counted where it happens, whether or not anybody reads them. Labels are words of the
 * code and patterns of routes: never what somebody has sent, and never whose it was.
 */

const SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
  new Counter<Label>({ name: `singularity_${name}_total`, help, labelNames: [...labelNames] });
/** From zero on for each of these values, so that the first of them is seen to come. */
const counterOf = <Label extends string>(name: string, help: string, label: Label, values: readonly string[]) => {
  const counted = counter(name, help, [label]);
  for (const value of values) counted.labels(value).inc(0);
  return counted;
};
const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
  new Gauge<Label>({ name: `singularity_${name}`, help, labelNames: [...labelNames] });
const seconds = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
  new Histogram<Label>({ name: `singularity_${name}_seconds`, help, labelNames: [...labelNames], buckets: SECONDS });

export const httpRequests = counter('http_requests', 'Requests that are over, by the class of their status.', [
  'method',
  'route',
  'status',
]);
export const httpSeconds = seconds(
  'http_request',
  'From the head of a request to the end of its answer; without live streams.',
  ['method', 'route'],
);
export const cutAnswers = counterOf('http_cut_answers', 'Answers that the app cut off, and why.', 'why', [
  'stalled',
  'too-much',
  'fault',
]);
export const rateLimited = counterOf('rate_limited', 'Requests beyond a limit, by the limit.', 'limit', [
  'sign-ins',
  'writes',
  'quotes',
  'tokens',
  'reads',
]);
export const securityEvents = counter('security_events', 'Lines of the log in the context security.', ['event']);
export const liveStreams = gauge('live_streams', 'Clients that listen for changes.');

export const commandCount = counter('commands', 'Commands, by their type and how they ended.', ['type', 'outcome']);
export const commandSeconds = seconds(
  'command',
  'From the lock of a ledger to the end of the transaction: one command, or many that are written together.',
  ['stream'],
);
export const projectionCount = gauge('projections', 'Ledgers whose read models are still to be replayed, or failed.', [
  'standing',
]);

export const transactionSeconds = seconds('transaction', 'Transactions of one member, once they have a connection.', [
  'kind',
]);
export const databaseSeconds = seconds('database_trip', 'Statements that travel together, until all are answered.', [
  'pool',
]);
export const connectionWait = seconds('database_connection_wait', 'Waiting for a connection of a pool.', ['pool']);
export const connectionsWaiting = gauge('database_connections_waiting', 'Who waits for a connection.', ['pool']);
export const connectionsBusy = gauge('database_connections_busy', 'Connections in use.', ['pool']);
export const connectionsOpen = gauge('database_connections_open', 'Connections, in use or not.', ['pool']);
export const connectionsMost = gauge('database_connections_most', 'Connections that a pool may have.', ['pool']);

export const jobCount = gauge('jobs', 'Jobs of all processes together; failed ones of the last hour.', [
  'queue',
  'state',
]);
export const jobTries = counter('job_tries', 'Tries of jobs in this process, and how they ended.', [
  'queue',
  'outcome',
]);

export const consumerLag = gauge(
  'consumer_lag_seconds',
  'How long the first event waits that a consumer has not taken.',
  ['consumer'],
);
export const consumerSetAside = gauge('consumer_set_aside', 'Events that a consumer could not take: dead letters.', [
  'consumer',
]);

export const discordCalls = counterOf('discord_calls', 'Requests to Discord, and what came of them.', 'outcome', [
  'answered',
  'limited',
  'failed',
  'not-asked',
]);
export const discordSeconds = seconds('discord_call', 'Requests to Discord that were sent.');
export const discordBreakerOpen = gauge('discord_breaker_open', '1 while Discord is left alone after failures.');
export const brokerCalls = counter('broker_calls', 'Requests to brokers, and what came of them.', [
  'broker',
  'outcome',
]);
export const brokerBreakerOpen = gauge('broker_breaker_open', '1 while a broker is left alone after failures.', [
  'broker',
]);

export const systemState = gauge('system_state', 'Always 1: the state in which each system is, as in /api/status.', [
  'system',
  'state',
]);
export const versionInfo = gauge('info', 'Always 1; which version runs.', ['version']);

export const allMetrics = register;

let watching = false;

/** Has the process itself measured, from now on: memory, processor, files, and how late the event loop is. */
export function watchProcess(): void {
  if (watching) return;
  watching = true;
  collectDefaultMetrics();
}
