import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Config } from '../config.js';
import { CONFIG } from '../config.token.js';
import { Breaker, DiscordAtRest } from './breaker.js';
import { askDiscord, isRecord } from './discord-request.js';
import type { DiscordReply } from './discord-request.js';
import { membershipFrom } from './membership.js';
import type { Membership } from './membership.js';
import { signInFailed } from './sign-in-ended.js';

export interface DiscordToken {
  readonly accessToken: string;
  readonly lifeSeconds: number;
}

export const SCOPES = ['identify', 'guilds.members.read'];
const SIGN_IN_TIMEOUT_MS = 5_000;
const SIGN_IN_PATIENCE_MS = 2_000;

/** Discord as this app uses it: a code becomes a token, a token tells whether somebody has the role. */
@Injectable()
export class DiscordApi {
  private readonly logger = new Logger(DiscordApi.name);

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'discord' | 'publicUrl'>,
    @Inject(Breaker) private readonly breaker: Breaker,
  ) {}

  /** Throws `SignInEnded` where Discord does not give a token that this app can use. */
  async exchangeCode(code: string, redirectUri: string, codeVerifier: string): Promise<DiscordToken> {
    const fields = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: codeVerifier,
    };
    const reply = await this.postForm('/api/oauth2/token', fields, SIGN_IN_TIMEOUT_MS).catch(() => null);
    const token = reply?.status === 200 && tokenFrom(reply.body);
    if (token) return token;
    const spent = reply?.status === 400 && isRecord(reply.body) && reply.body['error'] === 'invalid_grant';
    if (!spent) this.logger.warn(`No token from Discord: ${reply ? `status ${reply.status}` : 'no answer'}.`);
    throw signInFailed(spent ? 'retry' : 'discord_unavailable');
  }

  /** Never rejects: whatever goes wrong is `unknown`. */
  async membership(accessToken: string, timeoutMs = SIGN_IN_TIMEOUT_MS): Promise<Membership> {
    const { guildId, roleId } = this.config.discord;
    const get = (path: string) =>
      this.ask(`/api/v10/users/@me${path}`, { headers: { Authorization: `Bearer ${accessToken}` } }, timeoutMs);
    try {
      const reply = await get(`/guilds/${guildId}/member`);
      const { status, body } = reply;
      // Discord's documentation leaves the member's `user` optional.
      const nameless = status === 200 && isRecord(body) && body['user'] === undefined;
      return membershipFrom(nameless ? { ...reply, body: { ...body, user: (await get('')).body } } : reply, roleId);
    } catch (error) {
      const atRest = error instanceof DiscordAtRest ? error : null;
      return { status: 'unknown', why: atRest?.message ?? 'no answer', retryAfterSeconds: atRest?.seconds };
    }
  }

  /** Ends the token, and with it every other of the same member. Best effort: it would run out by itself. */
  async revoke(accessToken: string): Promise<void> {
    await this.postForm('/api/oauth2/token/revoke', { token: accessToken }, 2_000).catch(() => null);
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
    return this.breaker.ask(() => askDiscord(discord.baseUrl + path, { ...init, headers }, timeoutMs), {
      sharedLimit: false,
      patienceMs: timeoutMs === SIGN_IN_TIMEOUT_MS ? SIGN_IN_PATIENCE_MS : 0,
    });
  }
}

type DiscordRequest = RequestInit & { readonly headers?: Readonly<Record<string, string>> };

/** A token without the scope for the member endpoint could never tell anything. */
function tokenFrom(body: unknown): DiscordToken | null {
  if (!isRecord(body)) return null;
  const { access_token: accessToken, expires_in: lifeSeconds, scope } = body;
  if (typeof accessToken !== 'string' || accessToken === '' || accessToken.length > 2_000) return null;
  if (typeof lifeSeconds !== 'number' || !(lifeSeconds > 0)) return null;
  const given = typeof scope === 'string' ? scope.split(' ') : [];
  return SCOPES.every((wanted) => given.includes(wanted)) ? { accessToken, lifeSeconds } : null;
}
