import { accountExport } from './accounts/accounts.export.js';
import { connectionExport } from './connections/connections.export.js';
import { dayNoteExport } from './days/days.export.js';
import { digestExport } from './digests/digests.export.js';
import { ledgerExport } from './history/ledger.export.js';
import { importExport } from './imports/imports.export.js';
import { memberExport } from './members/members.export.js';
import type { ExportPart } from './past/export-part.js';
import type { ScreenshotStore } from './screenshots/screenshot-store.js';
import { screenshotExport } from './screenshots/screenshots.export.js';
import { statsExport } from './stats/stats.export.js';
import { tradeExport } from './trades/trades.export.js';
import { webhookExport } from './webhooks/webhooks.export.js';

/** Everything that a member can take along, in the order in which it is packed. */
export function exportParts(screenshots: ScreenshotStore): readonly ExportPart[] {
  return [
    ...memberExport,
    ...accountExport,
    ...tradeExport,
    ...dayNoteExport,
    ...statsExport,
    ...ledgerExport,
    ...digestExport,
    ...importExport,
    ...connectionExport,
    ...webhookExport,
    ...screenshotExport(screenshots),
  ];
}
