import type { NestExpressApplication } from '@nestjs/platform-express';
import { ordersFile, ORDERS_ZONE } from '../orders-file.js';
import type { Ids } from './ids.js';
import { filesForm } from './sent-body.js';

/** Where ids can stand in what a route is asked, and what it does. */
export interface Route {
  /** Answers as of an earlier version as well. */
  readonly past?: true;
  /** Reached without a session, deliberately. */
  readonly open?: true;
  /** Answers for as long as one listens; its first message is taken for the answer. */
  readonly stream?: true;
  /** Ends the session that asks. */
  readonly leaves?: true;
  /** Does something for whoever asks, whatever ids stand in it. */
  readonly goesThrough?: true;
  /** An id of another in the body keeps it from doing anything, also to what is one's own. */
  readonly refusedForBody?: true;
  readonly query?: (ids: Ids) => string;
  /** Any of these. */
  readonly bodies?: readonly ((ids: Ids) => object)[];
}

export interface RouteRequest {
  readonly method: string;
  readonly address: string;
  readonly body?: object | undefined;
  readonly stream: boolean;
}

/** A PNG of one pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
export const PLAIN_ACCOUNT = { platform: 'Own', name: 'Own', startingBalance: '1', currency: 'USD' };
export const PLAIN_TRADE = {
  symbol: 'OWN',
  assetType: 'stock',
  direction: 'LONG',
  quantity: '1',
  entryPrice: '1',
  entryAt: '2026-01-05T15:00:00Z',
  notes: 'Own',
  tags: [],
};
const OWN_FILE = ordersFile('own.csv', [{ symbol: 'NASDAQ:OWN', prices: ['1', '2'], key: 'own' }]);
const FILL = { type: 'open', at: '2026-01-05T15:30:00Z', quantity: '1', price: '1' };
const FILL_OF_PROGRAM = {
  ...{ symbol: 'OWN', assetType: 'stock', side: 'buy' },
  ...{ quantity: '1', price: '1', at: '2026-01-05T15:30:00Z' },
};
const { symbol, assetType, direction } = PLAIN_TRADE;
const byExecutions = { symbol, assetType, direction, executions: [FILL, { ...FILL, type: 'close' }] };

const none: Route = {};
const filters = (ids: Ids) => `accountId=${ids.account}&tag=${ids.tag}&symbol=${ids.symbol}`;
const list = (ids: Ids) => `${filters(ids)}&cursor=${ids.cursor}&limit=1`;
const history = ({ version }: Ids) => `cursor=${version}`;
const body = (value: object) => ({ bodies: [() => value] });
const bulk = (ids: Ids) => [ids.trade, ids.account, ids.batch];

/** One row for each route. A route without one is a fault, so that nobody forgets to think about it. */
export const ROUTES: Readonly<Record<string, Route>> = {
  'GET /api/auth/discord': { open: true, query: (ids) => `returnTo=/trades/${ids.trade}` },
  'GET /api/auth/discord/callback': { open: true, query: (ids) => `code=${ids.batch}&state=${ids.session}` },
  'GET /api/auth/discord/invite': { open: true },
  'GET /api/auth/session': none,
  'POST /api/auth/logout': { leaves: true },
  'POST /api/auth/logout-everywhere': { leaves: true },
  'GET /api/status': { open: true },
  'GET /metrics': { open: true },
  'GET /api/docs': { open: true },
  'GET /api/openapi.json': { open: true },
  'GET /api/market': { query: (ids) => `symbol=${ids.symbol}` },
  'GET /api/market/candles': {
    query: (ids) => `symbol=${ids.symbol}&from=2026-01-05T14:30:00Z&to=2026-01-05T21:00:00Z`,
  },
  'PATCH /api/user/settings': {
    bodies: [
      (ids) => ({ theme: 'dark', timeZone: ids.account }),
      (ids) => ({ theme: 'light', breakevenTolerance: { [ids.account]: '1' } }),
    ],
  },
  'GET /api/user/days/notes': { past: true },
  'GET /api/user/days/:day': { past: true, goesThrough: true, query: filters },
  'GET /api/user/days/:day/note': { past: true, goesThrough: true },
  'PUT /api/user/days/:day/note': { goesThrough: true, ...body({ notes: 'mine now' }) },
  'GET /api/user/days/:day/history': { goesThrough: true, query: history },
  'GET /api/user/export.zip': none,
  'GET /api/user/imports': { query: (ids) => `cursor=${ids.import}&limit=1` },
  'POST /api/user/imports': {
    goesThrough: true,
    bodies: [
      (ids) => filesForm({ accountId: ids.account }, [OWN_FILE]),
      (ids) => filesForm({ timeZone: ORDERS_ZONE, brokerAccount: ids.account }, [{ ...OWN_FILE, name: ids.trade }]),
    ],
  },
  'GET /api/user/imports/:id': none,
  'POST /api/user/fills': {
    goesThrough: true,
    bodies: [(ids) => ({ platform: 'other', accountId: ids.account, fills: [FILL_OF_PROGRAM] })],
  },
  'PATCH /api/user/imports/:id': {
    bodies: [
      (ids) => ({ accountId: ids.account, bringBack: true }),
      (ids) => ({ links: [{ tradeId: ids.trade, round: ids.key }] }),
    ],
  },
  'POST /api/user/imports/:id/confirm': none,
  'POST /api/user/imports/:id/undo': none,
  'POST /api/user/imports/:id/read-again': none,
  'DELETE /api/user/imports/:id': none,
  'POST /api/user/restore': none,
  'GET /api/user/preferences': none,
  'PUT /api/user/preferences': {
    goesThrough: true,
    bodies: [
      (ids) => ({ density: 'compact', feePresets: { [ids.account]: '1' } }),
      (ids) => ({ platforms: [ids.account], tradeColumns: [{ name: ids.trade }] }),
    ],
  },
  'GET /api/user/storage': none,
  'GET /api/user/sessions': none,
  'DELETE /api/user/sessions/:id': none,
  'GET /api/user/tokens': none,
  'POST /api/user/tokens': { goesThrough: true, bodies: [(ids) => ({ name: ids.token, scopes: ['read'] })] },
  'DELETE /api/user/tokens/:id': none,
  'GET /api/user/webhooks': none,
  'POST /api/user/webhooks': {
    refusedForBody: true,
    bodies: [(ids) => ({ url: `https://10.0.0.1/${ids.webhook}`, events: ['day.closed'] })],
  },
  'PATCH /api/user/webhooks/:id': {
    bodies: [(ids) => ({ url: `https://hooks.invalid/${ids.token}` }), () => ({ enabled: false })],
  },
  'DELETE /api/user/webhooks/:id': none,
  'GET /api/user/webhooks/:id/deliveries': { query: (ids) => `cursor=${ids.delivery}` },
  'POST /api/user/webhooks/:id/deliveries/:deliveryId/send': none,
  'GET /api/user/brokers': none,
  'GET /api/user/connections': none,
  'POST /api/user/connections': {
    refusedForBody: true,
    bodies: [(ids) => ({ broker: ids.connection, credentials: { token: ids.token } })],
  },
  'GET /api/user/connections/:id': none,
  'PATCH /api/user/connections/:id': {
    bodies: [
      (ids) => ({ accounts: [{ brokerAccountId: ids.key, accountId: ids.account }] }),
      (ids) => ({ label: ids.token, paused: true, credentials: { token: ids.key } }),
    ],
  },
  'DELETE /api/user/connections/:id': none,
  'POST /api/user/connections/:id/sync': none,
  'POST /api/user/connections/:id/consent': none,
  'GET /api/user/consent': { query: (ids) => `code=${ids.batch}&state=${ids.connection}` },
  'GET /api/user/connections/:id/runs': { query: (ids) => `cursor=${ids.run}` },
  'POST /api/user/connections/:id/runs/:runId/undo': none,
  // The last of the three leaves whoever asks in their own ledger.
  'POST /api/user/demo': { goesThrough: true },
  'POST /api/user/demo/leave': none,
  'DELETE /api/user/demo': { goesThrough: true },
  'DELETE /api/user': { bodies: [(ids) => ({ confirm: ids.account }), (ids) => ({ confirm: ids.username })] },
  'GET /api/user/accounts': { past: true },
  'GET /api/accounts': { past: true },
  'POST /api/user/accounts': { goesThrough: true, ...body(PLAIN_ACCOUNT) },
  'GET /api/user/accounts/:id': { past: true },
  'PATCH /api/user/accounts/:id': body({ name: 'mine now' }),
  'PUT /api/user/accounts/:id/balance': body({ balance: '1', reason: 'correction' }),
  'POST /api/user/accounts/:id/close': none,
  'POST /api/user/accounts/:id/reopen': none,
  'GET /api/user/accounts/:id/history': { query: history },
  'GET /api/user/trades': { past: true, query: list },
  'GET /api/trades': { past: true, query: list },
  'POST /api/user/trades': {
    refusedForBody: true,
    bodies: [
      (ids) => ({ ...PLAIN_TRADE, accountId: ids.account }),
      (ids) => ({ ...byExecutions, accountId: ids.account }),
      (ids) => ({ ...PLAIN_TRADE, accountId: ids.trade, notes: ids.execution }),
    ],
  },
  'POST /api/user/trades/bulk': {
    bodies: [
      (ids) => ({ ids: bulk(ids), edit: { addTags: ['mine'], fees: '1' } }),
      (ids) => ({ ids: [ids.trade], edit: { accountId: ids.account, removeTags: [ids.tag] } }),
      (ids) => ({ ids: bulk(ids), delete: true }),
      (ids) => ({ ids: bulk(ids), restore: true }),
    ],
  },
  'GET /api/user/trades/totals': { past: true, query: filters },
  'GET /api/user/trades.csv': { past: true, query: filters },
  'GET /api/user/trades.json': { past: true, query: filters },
  'GET /api/user/reports/realized': { query: (ids) => `year=2026&accountId=${ids.account}` },
  'GET /api/user/trades/:id': { past: true },
  'PATCH /api/user/trades/:id': {
    refusedForBody: true,
    bodies: [
      (ids) => ({ accountId: ids.account, notes: 'mine now' }),
      (ids) => ({ accountId: ids.account, tags: [ids.tag], fees: '2', stopPrice: '1' }),
    ],
  },
  'DELETE /api/user/trades/:id': none,
  'POST /api/user/trades/:id/restore': none,
  'POST /api/user/trades/:id/close': body({ exitPrice: '1', exitAt: '2026-01-06T16:00:00Z' }),
  'POST /api/user/trades/:id/revert': body({ toStreamVersion: 1 }),
  'POST /api/user/trades/:id/executions': body(FILL),
  'PATCH /api/user/trades/:id/executions/:executionId': body({ price: '1' }),
  'DELETE /api/user/trades/:id/executions/:executionId': none,
  'GET /api/user/trades/:id/screenshots': none,
  'POST /api/user/trades/:id/screenshots': body(PIXEL),
  'GET /api/user/trades/:id/screenshots/:screenshotId': none,
  'DELETE /api/user/trades/:id/screenshots/:screenshotId': none,
  'GET /api/user/trades/:id/history': { query: history },
  'GET /api/user/history': { query: (ids) => `accountId=${ids.account}&tradeId=${ids.trade}&${history(ids)}` },
  'POST /api/user/history/:version/undo': none,
  'POST /api/user/history/batches/:batchId/undo': none,
  'GET /api/user/trades/deleted': { query: history },
  'GET /api/user/ledger/verify': none,
  'GET /api/user/ledger/at': { past: true },
  'GET /api/user/ledger/export': none,
  'GET /api/user/ledger/digests': { query: (ids) => `cursor=${ids.day}` },
  'GET /api/user/ledger/digests/:day': none,
  'GET /api/ledger-keys': { open: true },
  'GET /api/user/live': { stream: true, query: () => 'since=1' },
  'GET /api/user/stats': { past: true, query: filters },
  'GET /api/user/stats/equity': { past: true, query: filters },
  'GET /api/user/stats/days': { past: true, query: filters },
  'GET /api/user/stats/breakdown': { past: true, query: (ids) => `by=symbol&accountId=${ids.trade}&${filters(ids)}` },
  'GET /api/user/stats/setups': { past: true, query: filters },
  'GET /api/user/stats/explain': {
    past: true,
    query: (ids) => `figure=netPnl&currency=CANARY&limit=1&${filters(ids)}&cursor=${ids.explained}`,
  },
  'GET /api/user/stats/accounts': { past: true },
  'GET /api/user/compare': { query: (ids) => `fromVersion=0&cursor=${ids.compared}` },
};

/** What the ids in the path of a route are, in their order. */
export function idsInPath(name: string): readonly (keyof Ids)[] {
  return [...name.matchAll(/:(\w+)/g)].map(([, word = '']) => {
    if (word === 'id') return ownerIn(name);
    if (word === 'day' && name.includes('/days/')) return 'date';
    return word.replace(/Id$/, '') as keyof Ids;
  });
}

function ownerIn(name: string): keyof Ids {
  const [, list] = /\/(account|session|import|token|connection|webhook)s\//.exec(name) ?? [];
  return (list as keyof Ids | undefined) ?? 'trade';
}

/** Whether what stands in its path is one member's, and not, as days are, everybody's. */
export function isOfSomebody(name: string): boolean {
  return idsInPath(name).some((id) => id !== 'date');
}

/** A route asked with these ids wherever ids can stand: with one of its bodies, and with more of a query if wanted. */
export function requestOf(name: string, ids: Ids, { query = '', body = 0 } = {}): RouteRequest {
  const [method = '', pattern = ''] = name.split(' ');
  const route = ROUTES[name] ?? none;
  const address = addressOf(pattern, ids, [route.query?.(ids), query].filter(Boolean).join('&'));
  return { method, address, body: route.bodies?.[body]?.(ids), stream: route.stream === true };
}

function addressOf(pattern: string, ids: Ids, query: string): string {
  const fields = idsInPath(pattern).values();
  const path = pattern.replace(/:\w+/g, () => ids[fields.next().value as keyof Ids]);
  return query ? `${path}?${query}` : path;
}

interface Router {
  readonly router: {
    readonly stack: readonly { readonly route?: { path: string | string[]; methods: Record<string, boolean> } }[];
  };
}

const PAGE_OF_THE_DOCS = /^GET \/api\/docs\/.*/;

/** Every route that the running router serves, by the names of the table. */
export function routesServed(app: NestExpressApplication): readonly string[] {
  const { router } = app.getHttpAdapter().getInstance() as Router;
  const names = router.stack.flatMap(({ route }) =>
    [route?.path ?? []]
      .flat()
      .flatMap((path) => Object.keys(route?.methods ?? {}).map((method) => `${method.toUpperCase()} ${path}`)),
  );
  return [...new Set(names.map((name) => name.replace(PAGE_OF_THE_DOCS, 'GET /api/docs')))].sort();
}
