import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { Router, json } from 'express';
import type { Request, Response } from 'express';
import { botRoutes } from './discord-stand-in-bot.js';
import { FAIL_MODES, FAIL_TARGETS, Faults, UNKNOWN_GUILD } from './discord-stand-in-faults.js';
import type { FailMode, FailTarget } from './discord-stand-in-faults.js';
import { Grants } from './discord-stand-in-grants.js';
import type { Bearer } from './discord-stand-in-grants.js';
import { DemoMembers, memberObject, userObject } from './discord-stand-in-members.js';
import { oauthRoutes } from './discord-stand-in-oauth.js';
import type { RegisteredApplication } from './discord-stand-in-oauth.js';

export interface DiscordStandInOptions extends RegisteredApplication {
  /** 0 takes any free port. */
  readonly port: number;
  /** The time, in milliseconds, for those who move it. */
  readonly now?: () => number;
}

export interface DiscordStandIn {
  /** What `DISCORD_BASE_URL` is set to. */
  readonly url: string;
  /** Makes the token endpoints, the member endpoints or both fail until told `none`. */
  fail(mode: FailMode, target?: FailTarget): void;
  /** `null` takes the member out of the server. */
  setRoles(memberId: string, roles: readonly string[] | null): void;
  /** How long tokens live that are issued from now on, in seconds. */
  setTokenLife(seconds: number): void;
  /** How often an API endpoint was asked since the start, whatever it answered. */
  requestsTo(endpoint: 'token' | 'member' | 'botMember' | 'revoke'): number;
  /** How many requests came from those whom a 429 had told to wait, before they should. */
  requestsTooEarly(): number;
  close(): Promise<void>;
}

/** A small Discord on the loopback address: the real paths, statuses and error bodies, and four demo members. */
export async function startDiscordStandIn(options: DiscordStandInOptions): Promise<DiscordStandIn> {
  const members = new DemoMembers(options.roleId);
  const grants = new Grants(options.clientSecret);
  const faults = new Faults(options.now ?? Date.now);
  const counts = { token: 0, member: 0, botMember: 0, revoke: 0 };

  const app = express().disable('x-powered-by');
  app.post('/api/oauth2/token', (_request, _response, next) => (counts.token++, next()));
  app.post('/api/oauth2/token/revoke', (_request, _response, next) => (counts.revoke++, next()));
  app.get('/api/v10/users/@me/guilds/:guild/member', (_request, _response, next) => (counts.member++, next()));
  app.get('/api/v10/guilds/:guild/members/:user', (_request, _response, next) => (counts.botMember++, next()));
  app.use(oauthRoutes({ application: options, members, grants, faults }));
  app.use('/api/v10/users/@me', memberRoutes(options.guildId, { members, grants, faults }));
  app.use('/stand-in', controlRoutes(members, faults));
  app.use('/api/v10', botRoutes({ application: options, members, faults }));
  app.use((_request, response) => void response.status(404).json({ message: '404: Not Found', code: 0 }));

  const server = createServer(app);
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    fail: (mode, target) => faults.fail(mode, target),
    setRoles: (memberId, roles) => members.setRoles(memberId, roles),
    setTokenLife: (seconds) => (grants.tokenLifeSeconds = seconds),
    requestsTo: (endpoint) => counts[endpoint],
    requestsTooEarly: () => faults.tooEarly,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function memberRoutes(
  guildId: string,
  { members, grants, faults }: { members: DemoMembers; grants: Grants; faults: Faults },
): Router {
  const router = Router();
  router.use(faults.before('member'));

  router.get('/', (request, response) => {
    const member = members.find(bearerOf(request, grants)?.memberId ?? '');
    if (!member) return unauthorized(response);
    response.json(userObject(member));
  });

  router.get('/guilds/:guild/member', (request, response) => {
    const bearer = bearerOf(request, grants);
    const member = members.find(bearer?.memberId ?? '');
    if (!bearer || !member) return unauthorized(response);
    if (!bearer.scopes.includes('guilds.members.read'))
      return void response.status(403).json({ message: 'Missing required OAuth2 scope', code: 50026 });
    if (request.params.guild !== guildId || !member.roles) return void response.status(404).json(UNKNOWN_GUILD);
    response.json(memberObject(member, member.roles));
  });

  return router;
}

/** The levers for tests and for trying things out by hand. JSON only, so that no foreign web page can pull them. */
function controlRoutes(members: DemoMembers, faults: Faults): Router {
  const router = Router();
  router.use(json({ limit: '16kb' }));

  router.post('/fail', (request, response) => {
    const { mode, target = 'all' } = (request.body ?? {}) as Record<string, unknown>;
    const knownMode = FAIL_MODES.find((known) => known === mode);
    const knownTarget = FAIL_TARGETS.find((known) => known === target);
    if (!knownMode || !knownTarget) return void response.status(400).json({ modes: FAIL_MODES, targets: FAIL_TARGETS });
    faults.fail(knownMode, knownTarget);
    response.json({ mode, target });
  });

  router.post('/members/:id', (request, response) => {
    const { roles } = (request.body ?? {}) as Record<string, unknown>;
    const member = members.find(request.params.id);
    if (!member) return void response.status(404).json({ members: members.all() });
    if (roles !== null && !isTextList(roles)) return void response.status(400).json({ roles: ['role id'] });
    members.setRoles(member.id, roles);
    response.json(members.find(member.id));
  });

  return router;
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function bearerOf(request: Request, grants: Grants): Bearer | null {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  return token ? grants.bearer(token) : null;
}

function unauthorized(response: Response): void {
  response.status(401).json({ message: '401: Unauthorized', code: 0 });
}
