import { Router } from 'express';
import type { Faults } from './discord-stand-in-faults.js';
import { UNKNOWN_GUILD } from './discord-stand-in-faults.js';
import { memberObject } from './discord-stand-in-members.js';
import type { DemoMembers } from './discord-stand-in-members.js';
import type { RegisteredApplication } from './discord-stand-in-oauth.js';

interface Parts {
  readonly application: RegisteredApplication;
  readonly members: DemoMembers;
  readonly faults: Faults;
}

/** What the application's bot may ask, where it has one: of the server that it is in, and of the application itself. */
export function botRoutes({ application, members, faults }: Parts): Router {
  const { botToken, guildId, roleId, clientId, redirectUris } = application;
  const router = Router();

  router.use(['/applications', '/guilds'], (request, response, next) => {
    if (botToken !== undefined && request.headers.authorization === `Bot ${botToken}`) return next();
    response.status(401).json({ message: '401: Unauthorized', code: 0 });
  });
  router.get('/applications/@me', (_request, response) => {
    response.json({ id: clientId, name: 'Stand-in', redirect_uris: redirectUris });
  });
  router.use('/guilds/:guild', faults.before('member'), (request, response, next) => {
    if (request.params.guild === guildId) return next();
    response.status(404).json(UNKNOWN_GUILD);
  });
  router.get('/guilds/:guild/roles', (_request, response) => {
    response.json([
      { id: guildId, name: '@everyone' },
      { id: roleId, name: 'Singularity' },
    ]);
  });
  router.get('/guilds/:guild/members/:user', (request, response) => {
    const member = members.find(request.params.user);
    if (!member?.roles) return void response.status(404).json({ message: 'Unknown Member', code: 10007 });
    response.json(memberObject(member, member.roles));
  });
  return router;
}
