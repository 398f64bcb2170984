import { Chance } from '@singularity/backend/members/chance.js';
import { alteredBy } from './altered.js';
import type { Intent } from './intent.js';
import { operationsOf } from './document.js';
import type { Operation } from './document.js';
import { Judge, summaryOf } from './judge.js';
import { drawRequest } from './requests.js';
import type { Headers, Request } from './requests.js';
import { Tally } from './tally.js';
import { Visitor } from './visitor.js';
import { KeptConnection } from './kept-connection.js';
import type { Answer } from './kept-connection.js';

const INTENTS: readonly Intent[] = [
  'valid',
  'valid',
  'valid',
  'valid',
  'nearly',
  'nearly',
  'nearly',
  'hostile',
  'hostile',
  'hostile',
];
/** From there on a ledger is erased, so that what is asked of all of it stays quick. */
const LONG_LEDGER = 400;
const ERASURE = 'DELETE /api/user';
/** After these, when they succeed, the session is no more. */
const ENDINGS = /^(POST \/api\/auth\/logout|DELETE \/api\/user$|DELETE \/api\/user\/sessions)/;
/** Of so many writes, what was answered is also read. */
const READ_AGAIN = 0.1;

/** How often an operation is asked, where not 20 times: the costly ones less, those that fill a ledger more. */
const WEIGHTS: Readonly<Record<string, number>> = {
  'POST /api/user/trades': 60,
  'PATCH /api/user/trades/{id}': 40,
  'POST /api/user/accounts': 12,
  'POST /api/user/trades/{id}/screenshots': 4,
  'POST /api/user/imports': 30,
  'POST /api/user/imports/{id}/confirm': 40,
  'DELETE /api/user/imports/{id}': 6,
  'POST /api/user/demo': 1,
  'DELETE /api/user/demo': 2,
  [ERASURE]: 4,
  'DELETE /api/user/sessions/{id}': 6,
  'POST /api/auth/logout': 2,
  'POST /api/auth/logout-everywhere': 1,
  'GET /api/user/live': 6,
  'GET /api/user/compare': 4,
  'GET /api/user/ledger/export': 2,
  'GET /api/user/ledger/verify': 3,
};

/** What an app is to be asked. */
export interface Plan {
  readonly appUrl: string;
  /** Somebody for each of these, who signs in by it again and again. */
  readonly signIns: readonly (() => Promise<Headers>)[];
  /** How many requests are under way at once. */
  readonly lanes: number;
  readonly chance: Chance;
  /** No answer may take longer than so many milliseconds. */
  readonly mostMs: number;
  /** Whether another request is to be sent; asked before each. */
  more(): boolean;
}

interface Campaign {
  readonly operations: readonly Operation[];
  readonly wire: KeptConnection;
  readonly judge: Judge;
  readonly tally: Tally;
  readonly more: () => boolean;
}

/** Asks an app for every operation that it publishes, and gives what came of it. */
export async function fuzzApp({ appUrl, signIns, lanes, chance, mostMs, more }: Plan): Promise<Tally> {
  const published = (await (await fetch(`${appUrl}/api/openapi.json`)).json()) as object;
  const operations = operationsOf(published);
  const wire = new KeptConnection(appUrl, lanes);
  const campaign = {
    operations,
    wire,
    judge: new Judge(mostMs),
    tally: new Tally(operations.map(({ name }) => name)),
    more,
  };
  const visitors = signIns.map((signIn) => new Visitor(appUrl, signIn));
  const chances = Array.from({ length: lanes }, () => new Chance(chance.whole(0, 2 ** 31)));
  try {
    await Promise.all(chances.map((own, lane) => visit(campaign, visitors[lane % visitors.length] as Visitor, own)));
  } finally {
    await wire.close();
  }
  return campaign.tally;
}

/** Each operation as often as it is to be drawn. */
function deckOf(operations: readonly Operation[]): readonly Operation[] {
  return operations.flatMap((operation) => Array<Operation>(WEIGHTS[operation.name] ?? 20).fill(operation));
}

/** One client: asks and judges, one request after the other. */
async function visit(campaign: Campaign, visitor: Visitor, chance: Chance): Promise<void> {
  const deck = deckOf(campaign.operations);
  const erasure = campaign.operations.filter(({ name }) => name === ERASURE);
  while (campaign.more()) {
    const tooLong = visitor.known.version > LONG_LEDGER;
    const operation = chance.oneOf(tooLong ? erasure : deck);
    // Only a ledger that has grown is erased.
    const intents = operation.name === ERASURE && !tooLong ? INTENTS.filter((intent) => intent !== 'valid') : INTENTS;
    const pass = await visitor.pass().catch((error: unknown) => String(error));
    if (typeof pass === 'string') {
      campaign.tally.faults.push(`Nobody is let in any more: ${pass}`);
      return;
    }
    const source = { chance, known: visitor.known };
    const request = drawRequest(operation, tooLong ? 'valid' : chance.oneOf(intents), pass, source);
    const asked = () => ask(campaign, request, visitor.watch());
    const answer = await (operation.name === ERASURE ? visitor.erasing(asked) : asked());
    if (answer) await follow(campaign, { visitor, chance, pass, request, answer });
  }
}

async function ask(
  { wire, judge, tally }: Campaign,
  request: Request,
  mayBeErased: () => boolean,
): Promise<Answer | null> {
  try {
    const answer = await wire.send(request);
    tally.count(request.operation.name, answer.status);
    tally.faults.push(...judge.faultsOf(request, answer));
    tally.faults.push(
      ...alteredBy(request, answer).map((fault) => `${request.operation.name}: ${fault} ${summaryOf(request)}`),
    );
    return answer;
  } catch (error) {
    // What is told of somebody piece by piece ends where they are erased.
    if (mayBeErased()) tally.cutOff++;
    else tally.faults.push(`${request.operation.name} was not answered: ${String(error)} ${summaryOf(request)}`);
    return null;
  }
}

interface Step {
  readonly visitor: Visitor;
  readonly chance: Chance;
  readonly pass: Headers;
  readonly request: Request;
  readonly answer: Answer;
}

/** Takes note of what an answer means for what comes after it. */
async function follow(campaign: Campaign, { visitor, chance, pass, request, answer }: Step): Promise<void> {
  const { operation, path } = request;
  const done = answer.status >= 200 && answer.status < 300;
  if (endsSession(request, answer, pass)) await visitor.left(pass);
  if (!done) return;
  if (operation.name === ERASURE) visitor.known.forgetAll();
  if (answer.type !== 'application/json') return;
  const body: unknown = JSON.parse(answer.text);
  visitor.known.learn(operation.name, path, body);
  if (operation.method !== 'GET' && chance.happens(READ_AGAIN)) await readAgain(campaign, pass, body);
}

function endsSession({ operation, headers }: Request, { status }: Answer, pass: Headers): boolean {
  return status < 300 ? ENDINGS.test(operation.name) : status === 401 && headers['cookie'] === pass['cookie'];
}

/** What the answer to a write says must be what is read afterwards, unless another write came in between. */
async function readAgain({ operations, wire, tally }: Campaign, pass: Headers, written: unknown): Promise<void> {
  const { id, ledger: _ledger, ...resource } = written as Readonly<Record<string, unknown>>;
  const kind = 'symbol' in resource ? 'trades' : 'platform' in resource ? 'accounts' : null;
  const operation = operations.find(({ name }) => name === `GET /api/user/${String(kind)}/{id}`);
  if (!operation) return;
  const path = `/api/user/${String(kind)}/${String(id)}`;
  const { status, text } = await wire.send({ operation, intent: 'valid', path, headers: pass, body: null });
  if (status !== 200) return;
  const read = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const fields = Object.keys(resource).filter((name) => JSON.stringify(read[name]) !== JSON.stringify(resource[name]));
  // The balance moves with each trade of the account, and no version of it.
  const other = fields.filter((name) => name !== 'balance');
  if (read['streamVersion'] === resource['streamVersion'] && other.length > 0)
    tally.faults.push(`${path} was answered one way and is read another: ${other.join(', ')}.`);
}
