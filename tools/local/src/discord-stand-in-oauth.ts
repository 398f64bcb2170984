import { Router, urlencoded } from 'express';
import type { Request, Response } from 'express';
import type { Faults } from './discord-stand-in-faults.js';
import type { Grants } from './discord-stand-in-grants.js';
import type { DemoMembers } from './discord-stand-in-members.js';
import { authorizePage, faultPage } from './discord-stand-in-page.js';

/** The application as registered with the stand-in, and the server that it asks about. */
export interface RegisteredApplication {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
  readonly guildId: string;
  readonly roleId: string;
  /** Of the bot that is in the server, if there is one. */
  readonly botToken?: string | undefined;
}

interface Parts {
  readonly application: RegisteredApplication;
  readonly members: DemoMembers;
  readonly grants: Grants;
  readonly faults: Faults;
}

type Fields = Partial<Record<string, string>>;

const SCOPES = ['identify', 'guilds.members.read', 'guilds', 'email', 'connections'];
const CARRIED = ['client_id', 'redirect_uri', 'response_type', 'scope', 'state', 'code_challenge'];

export function oauthRoutes({ application, members, grants, faults }: Parts): Router {
  const router = Router();
  const form = urlencoded({ extended: false, limit: '16kb' });

  router.get('/oauth2/authorize', (request, response) => {
    const asked = stringsOf(request.query);
    const fault = faultOf(asked, application);
    if (fault) return void response.status(400).send(faultPage(fault));
    const hidden = Object.fromEntries(CARRIED.map((name) => [name, asked[name] ?? '']));
    response.send(authorizePage(members.all(), application.roleId, hidden));
  });

  router.post('/oauth2/authorize', form, (request, response) => {
    const asked = stringsOf(request.body);
    const fault = faultOf(asked, application);
    if (fault) return void response.status(400).send(faultPage(fault));
    const back = new URL(asked['redirect_uri'] ?? '');
    const member = members.find(asked['member'] ?? '');
    if (member) {
      const { scope = '', redirect_uri: redirectUri = '', code_challenge: codeChallenge } = asked;
      const grant = { memberId: member.id, redirectUri, scope, codeChallenge: codeChallenge || null };
      back.searchParams.set('code', grants.issueCode(grant));
    } else {
      back.searchParams.set('error', 'access_denied');
      back.searchParams.set('error_description', 'The resource owner or authorization server denied the request');
    }
    if (asked['state']) back.searchParams.set('state', asked['state']);
    response.redirect(302, back.href);
  });

  router.post('/api/oauth2/token', faults.before('token'), form, (request, response) => {
    answerToken(request, response, { application, grants });
  });

  router.post('/api/oauth2/token/revoke', faults.before('token'), form, (request, response) => {
    const sent = stringsOf(request.body);
    if (!knowsSecret(request, sent, application)) return refuse(response, 401, 'invalid_client');
    grants.revoke(sent['token'] ?? '');
    response.json({});
  });

  return router;
}

function answerToken(
  request: Request,
  response: Response,
  { application, grants }: Pick<Parts, 'application' | 'grants'>,
): void {
  const sent = stringsOf(request.body);
  if (!knowsSecret(request, sent, application)) return refuse(response, 401, 'invalid_client');
  if (sent['grant_type'] === 'client_credentials')
    return void response.json({
      token_type: 'Bearer',
      access_token: 'of the owner',
      expires_in: 604_800,
      scope: sent['scope'],
    });
  if (sent['grant_type'] !== 'authorization_code') return refuse(response, 400, 'unsupported_grant_type');
  const grant = grants.redeem(sent['code'] ?? '', sent['redirect_uri'] ?? '', sent['code_verifier']);
  if (!grant) return refuse(response, 400, 'invalid_grant', 'Invalid "code" in request.');
  response.json({
    token_type: 'Bearer',
    access_token: grants.issueToken(grant.memberId, grant.scope),
    expires_in: grants.tokenLifeSeconds,
    refresh_token: grants.issueToken(grant.memberId, 'refresh'),
    scope: grant.scope,
  });
}

function refuse(response: Response, status: number, error: string, description?: string): void {
  response.status(status).json({ error, ...(description && { error_description: description }) });
}

function faultOf(asked: Fields, application: RegisteredApplication): string | null {
  if (asked['client_id'] !== application.clientId) return 'Unknown client_id.';
  if (!application.redirectUris.includes(asked['redirect_uri'] ?? '')) return 'Invalid OAuth2 redirect_uri.';
  if (asked['response_type'] !== 'code') return 'Unsupported response_type.';
  const scopes = (asked['scope'] ?? '').split(' ');
  if (!scopes.every((scope) => SCOPES.includes(scope))) return 'The requested scope is invalid, unknown, or malformed.';
  return promptFaultOf(asked['prompt']) ?? challengeFaultOf(asked);
}

/** Whether to ask one who has agreed before. There is no such one here: the page to choose on always comes. */
function promptFaultOf(prompt = ''): string | null {
  return ['', 'consent', 'none'].includes(prompt) ? null : 'Unknown prompt.';
}

function challengeFaultOf(asked: Fields): string | null {
  const method = asked['code_challenge_method'];
  if (asked['code_challenge'] && method !== undefined && method !== 'S256') return 'Unsupported code_challenge_method.';
  return null;
}

function knowsSecret(request: Request, sent: Fields, application: RegisteredApplication): boolean {
  const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  const given = basic
    ? Buffer.from(basic, 'base64').toString()
    : `${sent['client_id'] ?? ''}:${sent['client_secret'] ?? ''}`;
  return given === `${application.clientId}:${application.clientSecret}`;
}

function stringsOf(fields: unknown): Fields {
  const entries = Object.entries(fields ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(entries);
}
