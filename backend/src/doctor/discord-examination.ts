import type { Config } from '../config.js';
import { askDiscord, isRecord } from '../auth/discord/discord-request.js';
import type { DiscordReply } from '../auth/discord/discord-request.js';
import { CALLBACK_PATH } from '../auth/sign-in/discord.strategy.js';
import { hint, well, wrong } from './finding.js';
import type { Finding } from './finding.js';

const TIMEOUT_MS = 5_000;

type Where = Pick<Config, 'discord' | 'publicUrl'>;

/** Asks Discord what can be asked without a member, and changes nothing there. */
export async function examineDiscord(config: Where): Promise<Finding[]> {
  const redirect = config.publicUrl + CALLBACK_PATH;
  const credentials = await examineCredentials(config);
  if (config.discord.botToken === null)
    return [
      credentials,
      hint(
        `Without a bot nobody can ask for the redirects.`,
        `${redirect} must be one of them in the developer portal.`,
      ),
      hint(
        'Without a bot nobody can ask whether the server and the role are there.',
        'Sign in once as a member with the role; or set DISCORD_BOT_TOKEN and run this again.',
      ),
    ];
  return [credentials, await examineRedirect(config, redirect), await examineServer(config)];
}

async function examineCredentials(config: Where): Promise<Finding> {
  const { clientId, clientSecret } = config.discord;
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  const reply = await ask(config, '/api/oauth2/token', {
    method: 'POST',
    headers: { Authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'identify' }),
  });
  if (reply?.status === 200) return well('Discord accepts DISCORD_CLIENT_ID and DISCORD_CLIENT_SECRET.');
  if (reply?.status === 401 || reply?.status === 400)
    return wrong(
      'Discord does not accept DISCORD_CLIENT_ID and DISCORD_CLIENT_SECRET.',
      'Copy both from OAuth2 in the developer portal; a secret that was reset is no longer good.',
    );
  return unclear('the credentials', reply);
}

async function examineRedirect(config: Where, redirect: string): Promise<Finding> {
  const reply = await askAsBot(config, '/applications/@me');
  if (reply?.status === 401)
    return wrong('Discord does not accept DISCORD_BOT_TOKEN.', 'Copy it from Bot in the developer portal.');
  if (reply?.status !== 200 || !isRecord(reply.body)) return unclear('the application', reply);
  const { id, redirect_uris: redirects } = reply.body;
  if (id !== config.discord.clientId)
    return wrong('The bot is of another application than DISCORD_CLIENT_ID.', 'Take both from the same application.');
  if (!Array.isArray(redirects))
    return hint('Discord does not tell the redirects.', `${redirect} must be one of them in the developer portal.`);
  return redirects.includes(redirect)
    ? well(`${redirect} is one of the redirects.`)
    : wrong(
        `${redirect} is none of the redirects.`,
        'Add it under OAuth2 in the developer portal, or mend PUBLIC_URL.',
      );
}

async function examineServer(config: Where): Promise<Finding> {
  const reply = await askAsBot(config, `/guilds/${config.discord.guildId}/roles`);
  if (reply?.status === 403 || reply?.status === 404)
    return wrong('The bot does not see the server.', 'Look at DISCORD_GUILD_ID, and invite the bot into the server.');
  if (reply?.status !== 200 || !Array.isArray(reply.body)) return unclear('the server', reply);
  const found = reply.body.some((role) => isRecord(role) && role['id'] === config.discord.roleId);
  return found
    ? well('The bot sees the server, and the role is there.')
    : wrong(
        'The server has no role DISCORD_ROLE_ID.',
        'Copy the id of the role anew: one that was made again has another.',
      );
}

function unclear(what: string, reply: DiscordReply | null): Finding {
  const answer = reply ? `it answered ${reply.status}` : 'it did not answer';
  return wrong(
    `Discord could not be asked about ${what}: ${answer}.`,
    'Try again later; look whether it can be reached.',
  );
}

function askAsBot(config: Where, path: string): Promise<DiscordReply | null> {
  return ask(config, `/api/v10${path}`, { headers: { Authorization: `Bot ${config.discord.botToken}` } });
}

function ask(
  { discord, publicUrl }: Where,
  path: string,
  init: RequestInit & { headers: Record<string, string> },
): Promise<DiscordReply | null> {
  const headers = { 'User-Agent': `DiscordBot (${publicUrl}, 1.0)`, ...init.headers };
  return askDiscord(discord.baseUrl + path, { ...init, headers }, TIMEOUT_MS).catch(() => null);
}
