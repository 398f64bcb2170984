import type { MakeTokenBody } from './wire/token-requests.js';
import type { Sent } from './wire/sent.js';

export type { AccessTokenView as AccessToken, NewAccessTokenView as NewAccessToken } from './wire/token-answers.js';

export type MakeTokenRequest = Sent<MakeTokenBody>;
