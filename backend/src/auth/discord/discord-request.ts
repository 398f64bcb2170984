import { fetchText } from '../../runtime/fetch-text.js';

/** What Discord said. `body` is undefined where it was not JSON. */
export interface DiscordReply {
  readonly status: number;
  readonly body: unknown;
  /** How long Discord wants to be left alone, in seconds. */
  readonly retryAfterSeconds: number | undefined;
  /** Whether a 429 is about whoever's token it was, and about nobody else. */
  readonly ownLimit: boolean;
  /** Where this was the last request that the rate limit had room for: until it has room again, in seconds. */
  readonly exhaustedSeconds: number | undefined;
}

/** One request with a limit to its time, its size and its redirects (none). Rejects where no answer came. */
export async function askDiscord(url: string, init: RequestInit, timeoutMs: number): Promise<DiscordReply> {
  const { status, headers, text } = await fetchText(url, init, timeoutMs);
  const body = parsed(text);
  return {
    status,
    body,
    retryAfterSeconds: retryAfter(headers.get('Retry-After'), body),
    ownLimit: headers.get('X-RateLimit-Scope') === 'user',
    exhaustedSeconds:
      headers.get('X-RateLimit-Remaining') === '0' ? wholeSeconds(headers.get('X-RateLimit-Reset-After')) : undefined,
  };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The body is exact; the header is there even where a proxy in between answers. */
function retryAfter(header: string | null, body: unknown): number | undefined {
  return wholeSeconds(isRecord(body) && typeof body['retry_after'] === 'number' ? body['retry_after'] : header);
}

function wholeSeconds(given: number | string | null): number | undefined {
  const seconds = Number(given);
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : undefined;
}
