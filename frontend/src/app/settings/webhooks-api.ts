import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type {
  AddWebhookRequest,
  Delivery,
  EditWebhookRequest,
  NewWebhook,
  Page,
  Webhook,
  WebhooksAnswer,
} from '@singularity/contract';
import type { Observable } from 'rxjs';
import { Commands } from '../http/commands';
import { ledgerResource } from '../ledger/ledger-resource';
import type { LedgerResource } from '../ledger/ledger-resource';

const WEBHOOKS = '/api/user/webhooks';

/** Every call about webhooks. Those that read resources are for field initializers. */
@Injectable({ providedIn: 'root' })
export class WebhooksApi {
  private readonly commands = inject(Commands);
  private readonly http = inject(HttpClient);

  /** The oldest first. */
  all(): LedgerResource<WebhooksAnswer> {
    return ledgerResource(() => ({ url: WEBHOOKS }));
  }

  /** The newest first. */
  deliveries(id: string, params: Readonly<Record<string, string | number>>): Observable<Page<Delivery>> {
    return this.http.get<Page<Delivery>>(`${urlOf(id)}/deliveries`, { params });
  }

  add(request: AddWebhookRequest): Promise<NewWebhook> {
    return this.commands.send('POST', WEBHOOKS, request);
  }

  edit({ id }: Webhook, request: EditWebhookRequest): Promise<Webhook> {
    return this.commands.send('PATCH', urlOf(id), request);
  }

  remove({ id }: Webhook): Promise<Webhook> {
    return this.commands.send('DELETE', urlOf(id));
  }

  sendAgain({ id }: Webhook, delivery: Delivery): Promise<Delivery> {
    return this.commands.send('POST', `${urlOf(id)}/deliveries/${delivery.id}/send`, {});
  }
}

function urlOf(id: string): string {
  return `${WEBHOOKS}/${id}`;
}
