import { jsonOf } from '../past/export-part.js';
import type { ExportPart } from '../past/export-part.js';
import { listDeliveries } from './deliveries.table.js';
import { listWebhooks } from './webhooks.table.js';

const MOST_DELIVERIES = 1_000;

export const webhookExport: readonly ExportPart[] = [
  jsonOf('webhooks.json', 'Your webhooks, without what signs them, and what they were told last.', (snapshot) =>
    snapshot.read(async (tx) => {
      const webhooks = [];
      for (const { secret: _, ...row } of await listWebhooks(tx))
        webhooks.push({ ...row, deliveries: await listDeliveries(tx, row.id, null, MOST_DELIVERIES) });
      return webhooks;
    }),
  ),
];
