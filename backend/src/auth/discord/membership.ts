import type { DenialReason } from '@singularity/contract';
import { isRecord } from './discord-request.js';
import type { DiscordReply } from './discord-request.js';

const UNKNOWN_GUILD = 10_004;
const UNKNOWN_MEMBER = 10_007;
const INVALID_TOKEN = 50_025;

export interface DiscordProfile {
  readonly discordId: string;
  readonly username: string;
  /** Address of a picture. */
  readonly avatar: string;
}

/**
 * What is known about somebody's place in the server. `unknown` says nothing about them: Discord was away, busy or
 * not understood. `token-dead` and `token-lost` ask for a new sign-in: Discord does not take the token any more, or it is
 * not there to ask with, which says nothing about the member.
 */
export type Membership =
  | { readonly status: 'granted'; readonly profile: DiscordProfile }
  | { readonly status: 'denied'; readonly why: DenialReason }
  | { readonly status: 'unknown'; readonly why: string; readonly retryAfterSeconds?: number | undefined }
  | { readonly status: 'token-dead' }
  | { readonly status: 'token-lost' };

type Answer = Pick<DiscordReply, 'status' | 'body' | 'retryAfterSeconds'>;

/** Reads the answer of Discord's member endpoint. Only what is certain becomes `granted` or `denied`. */
export function membershipFrom({ status, body, retryAfterSeconds }: Answer, roleId: string): Membership {
  if (!isRecord(body)) return { status: 'unknown', why: `status ${status}`, retryAfterSeconds };
  if (status === 200) return memberFrom(body, roleId);
  const { code } = body;
  if (status === 404 && (code === UNKNOWN_GUILD || code === UNKNOWN_MEMBER))
    return { status: 'denied', why: 'not_in_server' };
  if (status === 401 || code === INVALID_TOKEN) return { status: 'token-dead' };
  return { status: 'unknown', why: `status ${status}`, retryAfterSeconds };
}

/** The same of the endpoint for bots, where only a missing member says something about the member. */
export function membershipFromBot(answer: Answer, roleId: string): Membership {
  const membership = membershipFrom(answer, roleId);
  const { status, body } = answer;
  const isTheBots =
    membership.status === 'token-dead' || (status === 404 && isRecord(body) && body['code'] !== UNKNOWN_MEMBER);
  return isTheBots ? { status: 'unknown', why: `the bot cannot look (status ${status})` } : membership;
}

function memberFrom({ roles, user }: Record<string, unknown>, roleId: string): Membership {
  if (!Array.isArray(roles)) return { status: 'unknown', why: 'no roles in the answer' };
  if (!roles.includes(roleId)) return { status: 'denied', why: 'no_role' };
  const profile = profileFrom(user);
  return profile ? { status: 'granted', profile } : { status: 'unknown', why: 'no user in the answer' };
}

function profileFrom(user: unknown): DiscordProfile | null {
  if (!isRecord(user)) return null;
  const { id, username, avatar } = user;
  if (typeof id !== 'string' || !/^\d{17,20}$/.test(id)) return null;
  if (typeof username !== 'string' || username === '' || username.length > 100) return null;
  return { discordId: id, username, avatar: avatarAddress(id, avatar) };
}

function avatarAddress(id: string, hash: unknown): string {
  const isHash = typeof hash === 'string' && /^(a_)?[0-9a-f]{32}$/.test(hash);
  const picture = isHash ? `avatars/${id}/${hash}` : `embed/avatars/${(BigInt(id) >> 22n) % 6n}`;
  return `https://cdn.discordapp.com/${picture}.png`;
}
