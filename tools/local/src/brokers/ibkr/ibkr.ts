import { randomInt } from 'node:crypto';
import { Router } from 'express';
import type { Request, Response } from 'express';
import { queryOf } from '../dialect.js';
import type { Dialect, DialectParts } from '../dialect.js';
import type { Member } from '../access.js';
import type { Book } from '../book.js';
import { RateLimit } from '../rate-limit.js';
import { NEW_YORK, dayAfter, wallTime } from '../times.js';
import { lastDay } from './ledger.js';
import { flexCsv, flexXml, isEmpty } from './statement.js';
import type { Wanted } from './statement.js';

const STEPS = '/AccountManagement/FlexWebService';
const HOSTS = { ibkr: 'ndcdyn.interactivebrokers.com', 'ibkr-gdc': 'gdcdyn.interactivebrokers.com' } as const;
const SEPARATORS = { semicolon: ';', comma: ',', space: ' ', dashes: '--' } as const;
const MOST_DAYS = 365;

/** IBKR's own numbers and words (Flex Web Service, version 3). */
const FAULTS = {
  1003: 'Statement is not available.',
  1012: 'Token has expired.',
  1014: 'Query is invalid.',
  1015: 'Token is invalid.',
  1017: 'Reference code is invalid.',
  1018: 'Too many requests have been made from this token. Please try again shortly.',
  1019: 'Statement generation in progress. Please try again shortly.',
  1020: 'Invalid request or unable to validate request.',
} as const;
type Code = keyof typeof FAULTS;

interface Reference {
  readonly member: Member;
  /** The prefix of the host that has the statement. */
  readonly prefix: string;
  readonly wanted: Wanted;
  polls: number;
}

/**
 * Interactive Brokers' Flex Web Service: a statement is ordered in one step and fetched in another, from the host that
 * the first one names. It knows days that are over: until `night()` there is nothing of today. Members have a `token`
 * and a `queryId`; one query has all their accounts. A token that was revoked has expired.
 */
export const ibkr: Dialect = {
  name: 'ibkr',
  prefixes: Object.keys(HOSTS),
  switches: {
    /** The host that `<Url>` names; `foreign` is none of IBKR's. */
    host: ['ndcdyn', 'gdcdyn', 'foreign'],
    /** How often a statement is being made before it is there. */
    polls: ['2', '0', '1000'],
    format: ['xml', 'csv'],
    separator: ['semicolon', 'comma', 'space', 'dashes'],
    /** Whether a second request in a second is too many, too. */
    perSecond: ['off', 'on'],
  },
  routes: (parts) => {
    const flex = new FlexService(parts);
    const router = Router();
    router.get(`${STEPS}/SendRequest`, (request, response) => flex.order(request, response));
    router.get(`${STEPS}/GetStatement`, (request, response) => flex.fetch(request, response));
    return router;
  },
};

class FlexService {
  private readonly references = new Map<string, Reference>();
  private readonly minute: RateLimit;
  private readonly second: RateLimit;

  constructor(private readonly parts: DialectParts) {
    const now = () => parts.book.clock.millis();
    this.minute = new RateLimit(10, 60_000, now);
    this.second = new RateLimit(1, 1_000, now);
  }

  order(request: Request, response: Response): void {
    const member = this.admitted(request, response);
    if (!member) return;
    if (queryOf(request, 'q') !== member.credentials['queryId']) return this.fail(response, 1014);
    const wanted = this.wantedOf(request, member);
    if (typeof wanted === 'number') return this.fail(response, wanted);
    const prefix = this.switched('host') === 'gdcdyn' ? 'ibkr-gdc' : 'ibkr';
    const code = String(randomInt(1_000_000_000, 9_999_999_999));
    this.references.set(code, { member, prefix, wanted, polls: 0 });
    const host = this.switched('host') === 'foreign' ? 'flex.example' : HOSTS[prefix];
    const url = `https://${host}${STEPS}/GetStatement`;
    this.say(response, ['<Status>Success</Status>', `<ReferenceCode>${code}</ReferenceCode>`, `<Url>${url}</Url>`]);
  }

  fetch(request: Request, response: Response): void {
    const member = this.admitted(request, response);
    if (!member) return;
    const reference = this.references.get(queryOf(request, 'q') ?? '');
    const isHere = reference?.member === member && `/${reference.prefix}` === request.baseUrl;
    if (!isHere) return this.fail(response, 1017);
    if (reference.polls++ < Number(this.switched('polls'))) return this.fail(response, 1019);
    if (this.switched('format') === 'csv') response.type('csv').send(flexCsv(this.parts.book, reference.wanted));
    else response.type('xml').send(flexXml(this.parts.book, reference.wanted));
  }

  /** The member whose token it is, unless the answer is a refusal. */
  private admitted(request: Request, response: Response): Member | undefined {
    if (!request.headers['user-agent']) {
      response.status(403).type('html').send('<html><body><h1>403 Forbidden</h1></body></html>');
      return undefined;
    }
    const token = queryOf(request, 't') ?? '';
    const { access } = this.parts.book;
    const member = access.memberWith('ibkr', { token });
    const isKnown = access.members.some(
      ({ broker, credentials }) => broker === 'ibkr' && credentials['token'] === token,
    );
    const code = queryOf(request, 'v') !== '3' ? 1020 : !isKnown ? 1015 : !member ? 1012 : this.tooMany(token);
    if (code) this.fail(response, code);
    return code ? undefined : member;
  }

  private tooMany(token: string): Code | undefined {
    if (!this.minute.take(token).allowed) return 1018;
    const counts = this.switched('perSecond') === 'on';
    return counts && !this.second.take(token).allowed ? 1018 : undefined;
  }

  private wantedOf(request: Request, { name }: Member): Wanted | Code {
    const { book } = this.parts;
    const last = lastDay(book);
    const [asked, until] = [dayIn(queryOf(request, 'fd')), dayIn(queryOf(request, 'td'))];
    const separator = SEPARATORS[this.switched('separator') as keyof typeof SEPARATORS];
    const common = { accounts: book.accounts('ibkr', name), separator };
    if (last < '2000') return 1003;
    if (asked === undefined && until === undefined) return { ...common, from: dayAfter(last, 1 - MOST_DAYS), to: last };
    if (!asked || !until || asked > until || dayAfter(asked, MOST_DAYS) < until) return 1020;
    const wanted = { ...common, from: asked, to: until < last ? until : last };
    return isEmpty(book, wanted) ? 1003 : wanted;
  }

  private switched(name: string): string {
    return this.parts.switches.get('ibkr', name);
  }

  private fail(response: Response, code: Code): void {
    const status = code === 1018 || code === 1019 ? 'Warn' : 'Fail';
    this.say(response, [
      `<Status>${status}</Status>`,
      `<ErrorCode>${code}</ErrorCode>`,
      `<ErrorMessage>${FAULTS[code]}</ErrorMessage>`,
    ]);
  }

  private say(response: Response, lines: readonly string[]): void {
    const opening = `<FlexStatementResponse timestamp='${timestamp(this.parts.book)}'>`;
    response.type('xml').send([opening, ...lines, '</FlexStatementResponse>'].join('\n'));
  }
}

/** `20261001` as `2026-10-01`; null where it is no day. */
function dayIn(text: string | undefined): string | null | undefined {
  if (text === undefined) return undefined;
  const match = /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  return match ? match.slice(1).join('-') : null;
}

/** `01 October, 2026 10:30 AM EDT`. */
function timestamp(book: Book): string {
  const now = new Date(book.clock.millis());
  const { day, time } = wallTime(book.clock.now(), NEW_YORK);
  const part = (options: Intl.DateTimeFormatOptions, type: string) =>
    new Intl.DateTimeFormat('en-US', { ...options, timeZone: NEW_YORK })
      .formatToParts(now)
      .find((found) => found.type === type)?.value ?? '';
  const hour = Number(time.slice(0, 2));
  const clock = `${String(hour % 12 || 12).padStart(2, '0')}:${time.slice(3, 5)} ${hour < 12 ? 'AM' : 'PM'}`;
  const month = part({ month: 'long' }, 'month');
  return `${day.slice(8)} ${month}, ${day.slice(0, 4)} ${clock} ${part({ timeZoneName: 'short' }, 'timeZoneName')}`;
}
