import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { PAGE_SIZE } from '@singularity/contract';
import type { Delivery, NewWebhook, Page, Webhook, WebhooksAnswer } from '@singularity/contract';
import {
  AddWebhookBody,
  DeliveryPageView,
  DeliveryView,
  EditWebhookBody,
  IdPageQuery,
  NewWebhookView,
  WebhooksView,
  WebhookView,
} from '@singularity/contract/wire';
import type { RequestUser } from '../auth/session/session-user.js';
import { CurrentUser } from '../auth/signed-in.guard.js';
import { SessionOnly } from '../auth/tokens/token-scopes.js';
import { ApiAnswer, ApiConflict, ApiProblems } from '../http/api-docs.js';
import { IdPipe } from '../http/id.pipe.js';
import { Webhooks } from './webhooks.js';

/** Where members have their programs told. Of the member, whichever ledger they look at; no token may have others told. */
@ApiTags('webhooks')
@Controller('api/user/webhooks')
@SessionOnly()
export class WebhooksController {
  constructor(@Inject(Webhooks) private readonly webhooks: Webhooks) {}

  @Get()
  @ApiAnswer(WebhooksView)
  async list(@CurrentUser() { memberId }: RequestUser): Promise<WebhooksAnswer> {
    return { items: await this.webhooks.list(memberId) };
  }

  /** Its answer tells the secret once. */
  @Post()
  @ApiCreatedResponse({ type: NewWebhookView })
  @ApiProblems()
  @ApiConflict()
  add(@CurrentUser() { memberId }: RequestUser, @Body() body: AddWebhookBody): Promise<NewWebhook> {
    return this.webhooks.add(memberId, body);
  }

  /** With another address, or turned on, what waits is tried at once. */
  @Patch(':id')
  @ApiAnswer(WebhookView)
  edit(
    @CurrentUser() { memberId }: RequestUser,
    @Param('id', IdPipe) id: string,
    @Body() body: EditWebhookBody,
  ): Promise<Webhook> {
    return this.webhooks.edit(memberId, id, body);
  }

  /** What waits is sent no more. Answers with the webhook as it was. */
  @Delete(':id')
  @ApiAnswer(WebhookView)
  remove(@CurrentUser() { memberId }: RequestUser, @Param('id', IdPipe) id: string): Promise<Webhook> {
    return this.webhooks.remove(memberId, id);
  }

  /** Newest first; those of the last 30 days, and all that wait. */
  @Get(':id/deliveries')
  @ApiAnswer(DeliveryPageView)
  deliveries(
    @CurrentUser() { memberId }: RequestUser,
    @Param('id', IdPipe) id: string,
    @Query() { cursor, limit = PAGE_SIZE.default }: IdPageQuery,
  ): Promise<Page<Delivery>> {
    return this.webhooks.deliveries(memberId, id, cursor ?? null, limit);
  }

  /** Sends it again at once, under the same id, and for a day if it fails. */
  @Post(':id/deliveries/:deliveryId/send')
  @HttpCode(202)
  @ApiAnswer(DeliveryView, 202)
  @ApiConflict()
  sendAgain(
    @CurrentUser() { memberId }: RequestUser,
    @Param('id', IdPipe) id: string,
    @Param('deliveryId', IdPipe) deliveryId: string,
  ): Promise<Delivery> {
    return this.webhooks.sendAgain(memberId, id, deliveryId);
  }
}
