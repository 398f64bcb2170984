import { ConfigurationError, loadConfig } from './config.js';
import type { Environment } from './config.js';

const COMPLETE: Environment = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://singularity.test',
  DATABASE_URL: 'postgres://login@database/singularity',
  SESSION_SECRET: 'a secret of the tests, which is long enough',
  DISCORD_CLIENT_ID: '1180451290417200001',
  DISCORD_CLIENT_SECRET: 'a secret between the app and Discord',
  DISCORD_GUILD_ID: '1180451290417200002',
  DISCORD_ROLE_ID: '1180451290417200003',
  TRADIER_TOKEN: 'a token',
};

describe('in production', () => {
  it('is good as it is, with nothing but https in it', () => {
    expect(loadConfig(COMPLETE)).toMatchObject({ secure: true, market: { baseUrl: 'https://api.tradier.com' } });
  });

  it.each([
    ['PUBLIC_URL', 'http://singularity.test'],
    ['DISCORD_BASE_URL', 'http://discord.com'],
    ['DISCORD_BASE_URL', 'https://discord.com.evil.example'],
    ['TRADIER_BASE_URL', 'http://api.tradier.com'],
  ])('nothing goes in the clear, and no sign-in elsewhere: %s = %s', (name, value) => {
    const load = () => loadConfig({ ...COMPLETE, [name]: value });
    expect(load).toThrow(ConfigurationError);
    expect(load).toThrow(name);
  });
});
