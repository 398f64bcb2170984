import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import Strategy from 'passport-discord';
import type { StateStore } from 'passport-oauth2';
import { SIGN_IN_PATH } from '@singularity/contract';
import type { Config } from '../../config.js';
import { CONFIG } from '../../config.token.js';
import { DiscordApi, NoToken } from '../discord/discord-api.js';
import type { DiscordToken } from '../discord/discord-api.js';
import type { Membership } from '../discord/membership.js';
import { PendingSignIns } from './pending-sign-ins.js';
import { signInFailed } from './sign-in-ended.js';

export const CALLBACK_PATH = `${SIGN_IN_PATH}/callback`;

/** What Discord has told at the end of a sign-in, whichever way it went. */
export interface DiscordAnswer {
  readonly token: DiscordToken;
  readonly membership: Membership;
}

/**
 * passport-discord with every address configurable and every request limited: it would ask Discord without a time
 * limit, at addresses of its own, and hand the token around on the profile.
 */
@Injectable()
export class DiscordStrategy extends PassportStrategy(Strategy, 'discord', true) {
  constructor(
    @Inject(CONFIG) { discord, publicUrl }: Config,
    @Inject(DiscordApi) private readonly api: DiscordApi,
    @Inject(PendingSignIns) pending: PendingSignIns,
  ) {
    super({
      clientID: discord.clientId,
      clientSecret: discord.clientSecret,
      callbackURL: publicUrl + CALLBACK_PATH,
      authorizationURL: `${discord.baseUrl}/oauth2/authorize`,
      tokenURL: `${discord.baseUrl}/api/oauth2/token`,
      scope: api.scopes,
      pkce: true,
      // The published type knows neither PKCE nor what a state store is given with it.
      store: pending as unknown as StateStore,
    } as Strategy.StrategyOptions);
    Object.assign(this._oauth2, { getOAuthAccessToken: this.exchangeCode.bind(this) });
  }

  /** Takes the place of node-oauth's own request. The refresh token is not even looked at. */
  private exchangeCode(code: string, parameters: CodeParameters, done: TokenCallback): void {
    this.api.exchangeCode(code, parameters.redirect_uri, parameters.code_verifier).then(
      (token) => done(null, token.accessToken, '', token),
      (error: unknown) =>
        done(error instanceof NoToken ? signInFailed(error.codeSpent ? 'retry' : 'discord_unavailable') : error),
    );
  }

  override userProfile(accessToken: string, done: (error: null, membership: Membership) => void): void {
    void this.api.membershipBehind(accessToken).then((membership) => done(null, membership));
  }

  validate(_accessToken: string, _refreshToken: string, token: DiscordToken, membership: Membership): DiscordAnswer {
    return { token, membership };
  }
}

interface CodeParameters {
  readonly redirect_uri: string;
  readonly code_verifier: string;
}

type TokenCallback = (error: unknown, accessToken?: string, refreshToken?: string, token?: DiscordToken) => void;
