import { randomUUID } from 'node:crypto';
import { PushFault } from './push-fault.js';

/** An account of the journal. */
export interface JournalAccount {
  readonly id: string;
  readonly name: string;
  readonly platform: string;
  readonly currency: string;
}

/** An import of the journal, as far as it is told here (docs/openapi.json, ImportView). */
export interface PushedImport {
  readonly id: string;
  readonly status: 'previewed' | 'importing' | 'imported' | 'undone' | 'failed';
  readonly problem: string | null;
  readonly files: readonly { readonly problem: string | null }[];
  readonly questions: readonly { readonly message: string }[];
  readonly counts: Readonly<
    Record<'fills' | 'new' | 'duplicates' | 'deletedBefore' | 'voided' | 'held' | 'refused', number>
  >;
  readonly trades: { readonly added: number; readonly changed: number };
}

/** A file of answers. */
export interface PushedFile {
  readonly name: string;
  readonly text: string;
}

interface Ask {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** Made anew for each attempt. */
  readonly form?: () => FormData;
}

interface Reply {
  readonly status: number;
  /** Undefined where it is no JSON. */
  readonly body: unknown;
  /** In seconds. */
  readonly retryAfter: number | null;
}

type Wait = (milliseconds: number) => Promise<void>;

const ATTEMPTS = 4;
/** A preview of large files takes its time. */
const TIMEOUT_MS = 180_000;
const LONGEST_WAIT = 120;
const MOST_DETAIL = 300;
const ELSEWHERE =
  'The journal sends us to another address. Your token is not sent there: set up with the right address.';
const STRANGE = 'The answer is not that of a journal. Check the address: “singularity-push setup”.';
const UNKNOWN_TOKEN =
  'The journal does not take this token. Make a new one with the scope “import” in Settings → Security, then run “singularity-push setup”.';
const NO_IMPORTS = 'This token may not import. Make one with the scope “import”, then run “singularity-push setup”.';
/** What asking again may help against. */
const PASSING = [429, 502, 503, 504];

/** The origin of an address, as a token may be sent there. Throws `PushFault`. */
export function journalOrigin(typed: string): string {
  const url = URL.parse(/^https?:\/\//i.test(typed.trim()) ? typed.trim() : `https://${typed.trim()}`);
  if (!url || url.username !== '' || url.password !== '') throw new PushFault('This is no address.');
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !isHere)
    throw new PushFault('The address has to begin with https://, or anybody on the way could read your token.');
  return url.origin;
}

/** The journal as a program of the member’s reaches it. All rejects with `PushFault`. */
export class Journal {
  constructor(
    private readonly origin: string,
    private readonly token: string,
    private readonly wait: Wait,
  ) {}

  /** Those that are open; null where the token may not list them. */
  async accounts(): Promise<readonly JournalAccount[] | null> {
    const accounts: (JournalAccount & { readonly status: string })[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: string = cursor === '' ? '' : `?cursor=${encodeURIComponent(cursor)}`;
      const { status, body } = await this.ask({ path: `/api/user/accounts${query}` }, [403]);
      if (status === 403) return null;
      const page = body as { items?: typeof accounts; nextCursor?: string | null };
      if (!Array.isArray(page.items)) throw new PushFault(STRANGE);
      accounts.push(...page.items);
      cursor = page.nextCursor ?? null;
    }
    return accounts.filter(({ status }) => status === 'open');
  }

  /** Sends files for a preview. Sent twice, they are one import. */
  async add(accountId: string, files: readonly PushedFile[], timeZone: string): Promise<PushedImport> {
    const form = () => {
      const form = new FormData();
      form.set('accountId', accountId);
      form.set('timeZone', timeZone);
      for (const { name, text } of files) form.append('file', new Blob([text]), name);
      return form;
    };
    return importIn((await this.ask({ method: 'POST', path: '/api/user/imports', form })).body);
  }

  /** Null where it is not there any more. */
  async import(id: string): Promise<PushedImport | null> {
    const { status, body } = await this.ask({ path: pathOf(id) }, [404]);
    return status === 404 ? null : importIn(body);
  }

  async confirm(id: string): Promise<PushedImport> {
    return importIn((await this.ask({ method: 'POST', path: `${pathOf(id)}/confirm` })).body);
  }

  /** Throws a preview away. */
  async discard(id: string): Promise<void> {
    await this.ask({ method: 'DELETE', path: pathOf(id) }, [404, 409]);
  }

  /** Where the member sees it. */
  pageOf(id: string): string {
    return `${this.origin}/import/${encodeURIComponent(id)}`;
  }

  private async ask(ask: Ask, alsoFine: readonly number[] = []): Promise<Reply> {
    const key = randomUUID();
    for (let attempt = 1; ; attempt += 1) {
      const reply = await this.send(ask, key).then(replyOf, () => null);
      if (reply && isAnswer(reply, alsoFine)) return reply;
      const seconds = reply?.retryAfter ?? 2 ** attempt;
      if (!mayPass(reply) || attempt === ATTEMPTS || seconds > LONGEST_WAIT) throw faultOf(reply);
      await this.wait(seconds * 1_000);
    }
  }

  private send({ method = 'GET', path, form }: Ask, key: string): Promise<Response> {
    return fetch(this.origin + path, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        accept: 'application/json',
        ...(method !== 'GET' && { 'idempotency-key': key }),
      },
      // The token is for this address and no other.
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(form && { body: form() }),
    });
  }
}

async function replyOf(response: Response): Promise<Reply> {
  const body: unknown = await response.json().catch(() => undefined);
  const retryAfter = Number(response.headers.get('retry-after') ?? undefined);
  return { status: response.status, body, retryAfter: Number.isNaN(retryAfter) ? null : retryAfter };
}

function mayPass(reply: Reply | null): boolean {
  return reply === null || PASSING.includes(reply.status);
}

function isAnswer({ status, body }: Reply, alsoFine: readonly number[]): boolean {
  return body !== undefined && ((status >= 200 && status < 300) || alsoFine.includes(status));
}

/** What is said to the member of an answer that is none. */
function faultOf(reply: Reply | null): PushFault {
  if (!reply) return new PushFault('The journal does not answer. Nothing is lost: try again later.');
  const { status, body } = reply;
  if (status >= 300 && status < 400) return new PushFault(ELSEWHERE);
  if (status === 401) return new PushFault(UNKNOWN_TOKEN);
  const { type } = (body ?? {}) as { type?: unknown };
  if (status === 403 && type !== '/problems/access-denied') return new PushFault(NO_IMPORTS);
  const said = sentenceOf(body);
  return new PushFault(said === '' || status < 400 ? STRANGE : `The journal says: ${said.slice(0, MOST_DETAIL)}`);
}

/** What a problem of the journal says to people (docs/api.md). */
function sentenceOf(body: unknown): string {
  const { detail, errors } = (body ?? {}) as Record<string, unknown>;
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  const message = (first as { message?: unknown } | undefined)?.message;
  return [detail, message].filter((text) => typeof text === 'string').join(' ');
}

function importIn(body: unknown): PushedImport {
  const { id, status, questions, counts, files, trades } = (body ?? {}) as Partial<PushedImport>;
  const isWhole = typeof id === 'string' && typeof status === 'string' && counts && trades;
  if (!isWhole || !Array.isArray(questions) || !Array.isArray(files)) throw new PushFault(STRANGE);
  return body as PushedImport;
}

function pathOf(id: string): string {
  return `/api/user/imports/${encodeURIComponent(id)}`;
}
