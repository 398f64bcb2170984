import { ApiProperty } from '@nestjs/swagger';
import { TOKEN_SCOPES } from '../plain/tokens.js';
import type { TokenScope } from '../plain/tokens.js';
import { Id, Moment, OrNull, Text } from './answer-fields.js';
import { PageOf } from './page.js';

/** GET /api/user/tokens, newest first. */
export class AccessTokenView {
  @Id({ description: 'Names the token here and opens nothing.' }) readonly id!: string;
  @Text() readonly name!: string;
  @ApiProperty({ enum: TOKEN_SCOPES, isArray: true }) readonly scopes!: readonly TokenScope[];
  @Moment() readonly createdAt!: string;
  @Moment({ ...OrNull, description: 'Null where it never ends.' }) readonly expiresAt!: string | null;
  @Moment({ ...OrNull, description: 'To the minute.' }) readonly lastUsedAt!: string | null;
  @Text({ ...OrNull, example: '203.0.113.7', description: 'The address that used it last.' })
  readonly lastUsedFrom!: string | null;
}

export class AccessTokenPageView extends PageOf(AccessTokenView) {}

export class NewAccessTokenView extends AccessTokenView {
  @Text({ description: 'What a program sends as Authorization: Bearer. Told this once: only its hash is kept.' })
  readonly token!: string;
}
