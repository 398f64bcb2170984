// As much of Discord as one sign-in needs, over TLS: whoever comes with a code is the member of that id, with every role.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { text } from 'node:stream/consumers';
import { URLSearchParams } from 'node:url';

const tls = { cert: readFileSync('/discord.pem'), key: readFileSync('/discord.key') };

createServer(tls, async (request, response) => {
  const { status = 200, body } = answerTo(request, new URLSearchParams(await text(request)));
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}).listen(443);

function answerTo({ url, headers }, form) {
  if (url === '/api/oauth2/token')
    return {
      body: {
        token_type: 'Bearer',
        access_token: form.get('code'),
        expires_in: 604_800,
        scope: 'identify guilds.members.read',
      },
    };
  const id = headers.authorization?.replace('Bearer ', '');
  const user = { id, username: `member.${id}`, global_name: null, avatar: null };
  if (url === '/api/v10/users/@me') return { body: user };
  // The one role that the drill names in its .env.
  if (url.startsWith('/api/v10/users/@me/guilds/')) return { body: { user, roles: ['1180451290417200003'] } };
  if (url === '/api/v10/gateway') return { body: { url: 'wss://gateway.discord.gg' } };
  return { status: 404, body: { message: '404: Not Found', code: 0 } };
}
