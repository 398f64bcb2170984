import type { Answer } from '@singularity/brokers';
import type { BrokerAccount, Connector } from '../connector.js';
import type { Asking } from '../http/asking.js';
import { jsonOf, textAt } from '../http/json.js';
import { listIn, ordersOf } from './orders.js';
import { askEither } from './session.js';

/**
 * Webull's OpenAPI for its US customers (developer.webull.com, and the kits that Webull publishes): signed requests, and a
 * token that the member approves in the app where that is switched on. Orders say what they were filled at; executions, which
 * the reference pages lack, are asked of orders with several legs.
 */
export const webull: Connector = {
  broker: 'webull',
  about: {
    steps: [
      'Sign in at webull.com on a computer and apply for API access. Webull answers within two working days.',
      'Create an app key there, and copy key and secret. If you limit it to addresses, ours must be among them.',
      'Paste both here. If Webull asks you to, approve the sync in the Webull app.',
    ],
    power: 'Whoever has this key and secret can also trade in your account: Webull has no keys that only read.',
    gives:
      'All orders of up to two years with their times and fees, at once. A spread is read where Webull tells of its legs, else it waits for you. Webull does not say when an option expired.',
    warning: null,
    page: 'https://developer.webull.com',
  },
  fields: [
    { name: 'appKey', label: 'App key', hint: 'From the API management of Webull.', secret: false },
    { name: 'appSecret', label: 'App secret', hint: 'Shown beside the app key.', secret: true },
  ],
  origins: { api: 'https://api.webull.com' },
  routes: {
    config: { method: 'GET', origin: 'api', path: '/openapi/config' },
    createToken: { method: 'POST', origin: 'api', path: '/auth/tokens/create' },
    createTokenOlder: { method: 'POST', origin: 'api', path: '/openapi/auth/token/create' },
    checkToken: { method: 'POST', origin: 'api', path: '/auth/tokens/check' },
    checkTokenOlder: { method: 'POST', origin: 'api', path: '/openapi/auth/token/check' },
    accounts: { method: 'GET', origin: 'api', path: '/trading/accounts/list' },
    accountsOlder: { method: 'GET', origin: 'api', path: '/openapi/account/list' },
    orders: { method: 'GET', origin: 'api', path: '/trading/orders/historical-orders/list' },
    ordersOlder: { method: 'GET', origin: 'api', path: '/openapi/trade/order/history' },
    executions: { method: 'GET', origin: 'api', path: '/trading/orders/executions/list' },
    positions: { method: 'GET', origin: 'api', path: '/trading/assets/positions/list' },
    positionsOlder: { method: 'GET', origin: 'api', path: '/openapi/assets/positions' },
    balances: { method: 'GET', origin: 'api', path: '/trading/assets/balances/get' },
    balancesOlder: { method: 'GET', origin: 'api', path: '/openapi/assets/balance' },
  },
  // As many as orders may be asked for.
  pace: { requests: 2, seconds: 2 },
  windowDays: 30,
  // Whether days are those of placing or of filling is not documented: an order may stand for weeks.
  overlapDays: 30,
  // Two years, without the day that began earlier than that.
  reachDays: 729,
  completeAt: { time: '20:15', timeZone: 'America/New_York' },
  prefersOwnMachine: false,

  async accounts(asking) {
    const query = {};
    const reply = await askEither(
      asking,
      { route: 'accounts', version: 'v3', query },
      { route: 'accountsOlder', version: 'v2', query },
    );
    return listIn(jsonOf(reply)).map((account) => {
      const id = textAt(account, 'account_id');
      const kind = textAt(account, 'account_label') || textAt(account, 'account_type');
      const name = [textAt(account, 'account_number') || id, kind].filter(Boolean).join(' · ');
      return { id, name, currency: 'USD', opened: null };
    });
  },

  async *answers(asking, account, window) {
    yield* ordersOf(asking, account, window);
    if (window.isLast) yield* stateOf(asking, account);
  },
};

/** What is held and what it is worth, now. */
async function* stateOf(asking: Asking, account: BrokerAccount): AsyncIterable<Answer> {
  const query = { account_id: account.id };
  const positions = await askEither(
    asking,
    { route: 'positions', version: 'v3', query },
    { route: 'positionsOlder', version: 'v2', query },
  );
  listIn(jsonOf(positions));
  yield { call: 'positions', body: positions.text };
  const balances = await askEither(
    asking,
    { route: 'balances', version: 'v3', query: { ...query, total_asset_currency: 'USD' } },
    { route: 'balancesOlder', version: 'v2', query: { ...query, total_asset_currency: 'USD' } },
  );
  jsonOf(balances);
  yield { call: 'balances', body: balances.text };
}
