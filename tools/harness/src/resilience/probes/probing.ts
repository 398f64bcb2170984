import { isDeepStrictEqual } from 'node:util';
import { Chance } from '@singularity/backend/members/chance.js';
import type { Run } from '../scenario.js';
import { drawQuestion, drawRoute } from './draws.js';
import type { Question } from './draws.js';
import { normalized } from './normalized.js';
import type { Answer } from './normalized.js';
import { mixed } from './ids.js';
import type { Ids } from './ids.js';
import type { Target, Visitor } from './target.js';
import { ROUTES, routesServed } from './route-table.js';
import { rowsOf, tablesThatDiffer } from './rows-of.js';
import { questionOf, visit } from './visitor.js';
import type { VisitorRequest } from './visitor.js';

export interface Tally {
  /** Questions that were asked twice, about the member's ids and about nobody's. */
  probes: number;
  /** Of them, those with an id, a key or a version of the member in it. */
  withIds: number;
  checks: number;
  readonly routes: Set<string>;
  readonly faults: string[];
}

/** How many probes apart the member's rows are looked at. */
const CHECK_EVERY = 2_000;

/** Asks at random for what is another's, and finds what should not be in the answers or in the rows. */
export async function probe(target: Target, run: Pick<Run, 'chance' | 'goesOn'>, wanted: number): Promise<Tally> {
  const tally: Tally = { probes: 0, withIds: 0, checks: 0, routes: new Set(), faults: missingRows(target) };
  const goesOn = () => run.goesOn(tally.probes, wanted);
  const before = await rowsOf(target.sql, target.member.userIds);
  const lanes = target.visitors.map(
    (visitor, at) => new Lane(target, visitor, tally, { chance: run.chance, goesOn, at }),
  );
  while (goesOn() && tally.faults.length === 0) {
    const share = Math.ceil(Math.min(CHECK_EVERY, wanted - tally.probes) / lanes.length);
    await Promise.all(lanes.map((lane) => lane.ask(share)));
    const changed = tablesThatDiffer(before, await rowsOf(target.sql, target.member.userIds));
    if (changed.length > 0) tally.faults.push(`Rows of the member have changed: ${changed.join(', ')}.`);
    tally.checks++;
  }
  return tally;
}

function missingRows({ nest }: Target): string[] {
  const routes = routesServed(nest);
  const unknown = routes.filter((name) => !ROUTES[name]);
  const gone = Object.keys(ROUTES).filter((name) => !routes.includes(name));
  return [
    ...unknown.map((name) => `${name} is served, and has no row in the table of routes.`),
    ...gone.map((name) => `${name} has a row in the table of routes, and is not served.`),
  ];
}

/** One visitor's questions, drawn from a chance of their own: what others ask meanwhile does not change them. */
class Lane {
  private readonly chance: Chance;
  private readonly goesOn: () => boolean;
  private readonly said: string[] = [];
  private asked: number;
  private readonly end: number;

  constructor(
    private readonly target: Target,
    private visitor: Visitor,
    private readonly tally: Tally,
    { chance, goesOn, at }: { chance: Chance; goesOn: () => boolean; at: number },
  ) {
    this.chance = new Chance(chance.whole(0, 1e9));
    this.goesOn = goesOn;
    // Each begins elsewhere in the table, so that a short run is of many routes as well.
    this.asked = Math.floor((at * target.routes.length) / target.visitors.length);
    this.end = this.asked + target.routes.length;
  }

  async ask(share: number): Promise<void> {
    for (let left = share; left > 0 && this.goesOn(); left--) {
      const { routes, document, member } = this.target;
      const once = this.asked < this.end ? routes[this.asked++ % routes.length] : undefined;
      const question = drawQuestion(this.chance, once ?? drawRoute(this.chance, routes), document, this.visitor.own);
      const theirs = mixed(this.chance, member.ids);
      await this.askAbout(question, theirs, this.target.nobody.idsLike(theirs));
    }
  }

  private async askAbout(question: Question, theirs: Ids, nobodys: Ids): Promise<void> {
    const [about, aboutNobody] = [question.about(theirs), question.about(nobodys)];
    const answer = await this.answerTo(question, about);
    const other = await this.answerTo(question, aboutNobody);
    this.tally.probes++;
    if (questionOf(about) !== questionOf(aboutNobody)) this.tally.withIds++;
    this.tally.routes.add(question.name);
    const faults = faultsOf([answer, other], question, { ...this.visitor, ...this.target });
    // What somebody has said themselves stands in what is theirs: the name of a token, the account of an import.
    if (ROUTES[question.name]?.goesThrough) this.said.push(questionOf(about));
    const said = [questionOf(about), ...this.said].join('\n');
    const leaks = this.target.member.canaries.in(JSON.stringify([answer.headers, answer.text]), said);
    if (leaks.length > 0) faults.push(`holds ${leaks.slice(0, 3).join(', ')}`);
    for (const fault of faults) this.tally.faults.push(`The answer to ${about.method} ${about.address} ${fault}.`);
    if (ROUTES[question.name]?.leaves) this.visitor = await this.visitor.again();
  }

  private async answerTo({ name }: Question, asked: VisitorRequest): Promise<Answer> {
    const { pass } = ROUTES[name]?.leaves ? await this.visitor.again() : this.visitor;
    return visit(this.target.url, pass, asked);
  }
}

function faultsOf(
  [answer, other]: readonly [Answer, Answer],
  question: Question,
  where: Pick<Visitor, 'userId'> & Pick<Target, 'mayFail'>,
): string[] {
  const [theirs, nobodys] = [normalized(answer), normalized(other)];
  return [
    ...(isDeepStrictEqual(theirs, nobodys) ? [] : [`is not that about nobody: ${difference(theirs, nobodys)}`]),
    ...(isExpected(answer.status, question, where) ? [] : [`is ${answer.status}`]),
  ];
}

function isExpected(
  status: number,
  { name, isAllAnothers }: Question,
  { userId, mayFail }: Pick<Visitor, 'userId'> & Pick<Target, 'mayFail'>,
): boolean {
  if (userId === null && !ROUTES[name]?.open) return status === 401;
  // Without a source of prices.
  if (status === 503 && name.startsWith('GET /api/market')) return true;
  if (status >= 500) return mayFail === true;
  return status >= 400 || !isAllAnothers;
}

/** Where two answers begin to differ. */
function difference(one: object, other: object): string {
  const [left, right] = [JSON.stringify(one), JSON.stringify(other)];
  let at = 0;
  while (at < left.length && left[at] === right[at]) at++;
  const from = Math.max(0, at - 40);
  return `${left.slice(from, at + 60)} and ${right.slice(from, at + 60)}`;
}
