import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Config } from '../../config.js';
import { CONFIG } from '../../config.token.js';
import { CircuitBreaker, DiscordAtRest } from './circuit-breaker.js';
import { askDiscord, isRecord } from './discord-request.js';
import type { DiscordReply } from './discord-request.js';
import { membershipFrom, membershipFromBot } from './membership.js';
import type { Membership } from './membership.js';

/** Discord does not give a token that this app can use. */
export class NoToken extends Error {
  /** `codeSpent`: the code counts no more, and a new sign-in would bring another. */
  constructor(readonly codeSpent: boolean) {
    super('Discord gave no token.');
  }
}

export interface DiscordToken {
  readonly accessToken: string;
  readonly lifeSeconds: number;
}

/** Somebody to ask about, and the token that they left, if any. */
export interface Asked {
  readonly discordId: string;
  readonly accessToken: string | null;
}

const SIGN_IN_TIMEOUT_MS = 5_000;
const SIGN_IN_PATIENCE_MS = 2_000;

/**
 * Discord as this app uses it: a code becomes a token, and the token, or the bot if there is one, tells whether somebody
 * has the role.
 */
@Injectable()
export class DiscordApi {
  private readonly logger = new Logger(DiscordApi.name);

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'discord' | 'publicUrl'>,
    @Inject(CircuitBreaker) private readonly circuitBreaker: CircuitBreaker,
  ) {}

  /** Throws `NoToken`. */
  async exchangeCode(code: string, redirectUri: string, codeVerifier: string): Promise<DiscordToken> {
    const fields = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: codeVerifier,
    };
    const reply = await this.postForm('/api/oauth2/token', fields, SIGN_IN_TIMEOUT_MS).catch(() => null);
    const token = reply?.status === 200 && tokenFrom(reply.body, this.scopes);
    if (token) return token;
    const spent = reply?.status === 400 && isRecord(reply.body) && reply.body['error'] === 'invalid_grant';
    if (!spent) this.logger.warn(`No token from Discord: ${reply ? `status ${reply.status}` : 'no answer'}.`);
    throw new NoToken(spent);
  }

  /** What members are asked to agree to. With a bot no more than who they are. */
  get scopes(): string[] {
    return this.config.discord.botToken === null ? ['identify', 'guilds.members.read'] : ['identify'];
  }

  /** Of somebody who signs in, and whose token it is. Never rejects: whatever goes wrong is `unknown`. */
  async membershipBehind(accessToken: string): Promise<Membership> {
    if (this.config.discord.botToken === null)
      return this.membershipOf({ discordId: '', accessToken }, SIGN_IN_TIMEOUT_MS);
    return certain(async () => {
      const { body } = await this.asMember(accessToken, '', SIGN_IN_TIMEOUT_MS);
      if (!isRecord(body) || typeof body['id'] !== 'string') return { status: 'unknown', why: 'no user in the answer' };
      return this.membershipOf({ discordId: body['id'], accessToken }, SIGN_IN_TIMEOUT_MS);
    });
  }

  /** Never rejects, as above. */
  membershipOf({ discordId, accessToken }: Asked, timeoutMs: number): Promise<Membership> {
    const { guildId, roleId, botToken } = this.config.discord;
    return certain(async () => {
      if (botToken !== null) {
        const path = `/api/v10/guilds/${guildId}/members/${encodeURIComponent(discordId)}`;
        const reply = await this.ask(path, { headers: { Authorization: `Bot ${botToken}` } }, timeoutMs);
        return membershipFromBot(reply, roleId);
      }
      if (accessToken === null) return { status: 'token-lost' };
      const reply = await this.asMember(accessToken, `/guilds/${guildId}/member`, timeoutMs);
      const { status, body } = reply;
      // Discord's documentation leaves the member's `user` optional.
      const nameless = status === 200 && isRecord(body) && body['user'] === undefined;
      if (!nameless) return membershipFrom(reply, roleId);
      const user = (await this.asMember(accessToken, '', timeoutMs)).body;
      return membershipFrom({ ...reply, body: { ...body, user } }, roleId);
    });
  }

  /** Ends the token, and with it every other of the same member. Best effort: it would run out by itself. */
  async revoke(accessToken: string): Promise<void> {
    await this.postForm('/api/oauth2/token/revoke', { token: accessToken }, 2_000).catch(() => null);
  }

  private asMember(accessToken: string, path: string, timeoutMs: number): Promise<DiscordReply> {
    return this.ask(`/api/v10/users/@me${path}`, { headers: { Authorization: `Bearer ${accessToken}` } }, timeoutMs);
  }

  private postForm(path: string, fields: Record<string, string>, timeoutMs: number): Promise<DiscordReply> {
    const { clientId, clientSecret } = this.config.discord;
    const body = new URLSearchParams({ ...fields, client_id: clientId, client_secret: clientSecret });
    return this.ask(path, { method: 'POST', body }, timeoutMs);
  }

  /** People wait for sign-ins, which have the longer time, and nobody for checks. */
  private ask(path: string, init: DiscordRequest, timeoutMs: number): Promise<DiscordReply> {
    const { discord, publicUrl } = this.config;
    // Discord blocks clients that do not name themselves in this form.
    const headers = { 'User-Agent': `DiscordBot (${publicUrl}, 1.0)`, Accept: 'application/json', ...init.headers };
    return this.circuitBreaker.ask(() => askDiscord(discord.baseUrl + path, { ...init, headers }, timeoutMs), {
      sharedLimit: !init.headers?.['Authorization']?.startsWith('Bearer '),
      patienceMs: timeoutMs === SIGN_IN_TIMEOUT_MS ? SIGN_IN_PATIENCE_MS : 0,
    });
  }
}

type DiscordRequest = RequestInit & { readonly headers?: Readonly<Record<string, string>> };

async function certain(look: () => Promise<Membership>): Promise<Membership> {
  try {
    return await look();
  } catch (error) {
    const atRest = error instanceof DiscordAtRest ? error : null;
    return { status: 'unknown', why: atRest?.message ?? 'no answer', retryAfterSeconds: atRest?.seconds };
  }
}

/** A token without the scope for the member endpoint could never tell anything. */
function tokenFrom(body: unknown, scopes: readonly string[]): DiscordToken | null {
  if (!isRecord(body)) return null;
  const { access_token: accessToken, expires_in: lifeSeconds, scope } = body;
  if (typeof accessToken !== 'string' || accessToken === '' || accessToken.length > 2_000) return null;
  if (typeof lifeSeconds !== 'number' || !(lifeSeconds > 0)) return null;
  const given = typeof scope === 'string' ? scope.split(' ') : [];
  return scopes.every((wanted) => given.includes(wanted)) ? { accessToken, lifeSeconds } : null;
}
