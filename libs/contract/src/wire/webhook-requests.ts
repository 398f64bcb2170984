import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMinSize, ArrayUnique, IsArray, IsIn } from 'class-validator';
import { WEBHOOK_EVENTS, WEBHOOK_LIMITS } from '../plain/webhooks.js';
import type { WebhookEvent } from '../plain/webhooks.js';
import { FlagField, TextField, WhereGiven } from './fields.js';

function EventsField({ optional = false } = {}) {
  return applyDecorators(
    (optional ? ApiPropertyOptional : ApiProperty)({
      enum: WEBHOOK_EVENTS,
      isArray: true,
      minItems: 1,
      uniqueItems: true,
    }),
    ...(optional ? [WhereGiven()] : []),
    IsArray({ message: 'Enter a list of events.' }),
    ArrayMinSize(1, { message: 'Choose at least one event.' }),
    ArrayUnique({ message: 'List each event once.' }),
    IsIn(WEBHOOK_EVENTS, { each: true, message: `Choose from ${WEBHOOK_EVENTS.join(', ')}.` }),
  );
}

/** POST /api/user/webhooks */
export class AddWebhookBody {
  @TextField(WEBHOOK_LIMITS.url, { description: 'Where it is sent: an https:// address that is public.' }) url!: string;
  @EventsField() events!: readonly WebhookEvent[];
}

/** PATCH /api/user/webhooks/:id: only what changes. */
export class EditWebhookBody {
  @WhereGiven() @TextField(WEBHOOK_LIMITS.url, { optional: true }) url?: string;
  @EventsField({ optional: true }) events?: readonly WebhookEvent[];
  @WhereGiven()
  @FlagField({ optional: true, description: 'False: nothing is told or sent. True: what waits is tried again.' })
  enabled?: boolean;
}
