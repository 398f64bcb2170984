import { Body, Controller, Get, Inject, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PREFERENCE_LIMITS } from '@singularity/contract';
import type { Preferences } from '@singularity/contract';
import type { RequestUser } from '../auth/session/session-user.js';
import { CurrentUser } from '../auth/signed-in.guard.js';
import { Tenants } from '../database/tenants.js';
import type { KeyedRequest } from '../event-store/commands.table.js';
import { Idempotency } from '../event-store/idempotency.js';
import { PreferencesBody, PreferencesView } from '@singularity/contract/wire';
import { ApiAnswer, ApiIdempotencyKey } from '../http/api-docs.js';
import { IdempotencyKey } from '../http/command-context.js';
import { definedFields } from '../http/defined-fields.js';
import { ProblemException } from '../http/problem.js';
import { readPreferences, writePreferences } from './preferences.table.js';

/** Of the member, whichever ledger they look at: the pages look the same over both. */
@ApiTags('preferences')
@Controller('api/user/preferences')
export class PreferencesController {
  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(Idempotency) private readonly idempotency: Idempotency,
  ) {}

  @Get()
  @ApiAnswer(PreferencesView)
  get(@CurrentUser() { memberId }: RequestUser): Promise<Preferences> {
    return this.tenants.readTenant(memberId, readPreferences);
  }

  /** Replaces them whole; what is left out is as for a new member. */
  @Put()
  @ApiIdempotencyKey()
  @ApiAnswer(PreferencesView)
  put(
    @CurrentUser() { memberId }: RequestUser,
    @IdempotencyKey() keyed: KeyedRequest | undefined,
    @Body() body: PreferencesBody,
  ): Promise<Preferences> {
    const document = definedFields(body);
    if (Buffer.byteLength(JSON.stringify(document)) > PREFERENCE_LIMITS.bytes)
      throw new ProblemException(413, 'about:blank', 'Too many preferences to save.');
    return this.tenants.withTenant(memberId, (tx) =>
      this.idempotency.once(tx, keyed, () => writePreferences(tx, document)),
    );
  }
}
