import type { Answer } from '@singularity/brokers';
import type { BrokerAccount, Connector, Window } from '../connector.js';
import type { Asking } from '../http/asking.js';
import { saidIn, textAt } from '../http/json.js';
import { SyncFault } from '../sync-fault.js';
import { dayBefore } from '../windows.js';
import { ask, CONTRACT_NOT_FOUND, listIn, sessionOf } from './session.js';

/**
 * TopstepX, by the ProjectX Gateway API (gateway.docs.projectx.com: account, trade, position and contract search). Trades come
 * in half-turns with ids, without pages, for any time that is asked about.
 */
export const topstepx: Connector = {
  broker: 'topstepx',
  about: {
    steps: [
      'Subscribe to API access for TopstepX. Topstep charges for it each month.',
      'In TopstepX open Settings, then API, and create an API key.',
      'Paste the key here, with the user name that you sign in to TopstepX with.',
    ],
    power: 'Whoever has this key can also trade in your accounts: TopstepX has no keys that only read.',
    gives:
      'All trades with their ids, fees and times, of all your accounts, also of those that have failed or were reset. Trades are there at once.',
    warning:
      'Topstep does not allow you to trade through a VPS, a VPN or any other remote server. We only read, but your key then logs in from our server, and Topstep does not say whether that counts. To be on the safe side, run the sync on your own computer. Connect here only if you accept that Topstep may object.',
    page: 'https://gateway.docs.projectx.com',
  },
  fields: [
    { name: 'userName', label: 'User name', hint: 'The one that you sign in to TopstepX with.', secret: false },
    { name: 'apiKey', label: 'API key', hint: 'From Settings, API.', secret: true },
  ],
  origins: { api: 'https://api.topstepx.com' },
  routes: {
    login: { method: 'POST', origin: 'api', path: '/api/Auth/loginKey' },
    accounts: { method: 'POST', origin: 'api', path: '/api/Account/search' },
    trades: { method: 'POST', origin: 'api', path: '/api/Trade/search' },
    positions: { method: 'POST', origin: 'api', path: '/api/Position/searchOpen' },
    contract: { method: 'POST', origin: 'api', path: '/api/Contract/searchById' },
  },
  // Half of the 200 a minute that a user has.
  pace: { requests: 100, seconds: 60 },
  windowDays: 30,
  // A trade can be voided days later.
  overlapDays: 7,
  // No limit is documented; accounts rarely live longer.
  reachDays: 730,
  completeAt: { time: '17:15', timeZone: 'America/Chicago' },
  prefersOwnMachine: true,

  async accounts(asking) {
    const { said } = await searchAccounts(asking);
    return listIn(said, 'accounts').map((each) => {
      const account = saidIn(each);
      const id = textAt(account, 'id');
      return { id, name: textAt(account, 'name') || id, currency: 'USD', opened: null };
    });
  },

  async *answers(asking, account, window) {
    const contracts = new Set<string>();
    yield* tradesOf(asking, account, { window, contracts });
    if (window.isLast) yield* stateOf(asking, account, contracts);
    yield* contractsOf(asking, contracts);
  },
};

/** Accounts that failed or were reset are not among the active ones, and their trades count all the same. */
function searchAccounts(asking: Asking) {
  return ask(asking, 'accounts', { onlyActiveAccounts: false });
}

async function* tradesOf(
  asking: Asking,
  account: BrokerAccount,
  { window, contracts }: { readonly window: Window; readonly contracts: Set<string> },
): AsyncIterable<Answer> {
  // Whether the end is in is not documented: a trade that comes in two windows has one id.
  const { said, text } = await ask(asking, 'trades', {
    accountId: Number(account.id),
    startTimestamp: `${window.from}T00:00:00Z`,
    endTimestamp: `${dayBefore(window.to, -1)}T00:00:00Z`,
  });
  const trades = listIn(said, 'trades').map(saidIn);
  if (trades.some((trade) => textAt(trade, 'accountId') !== account.id))
    throw new SyncFault('unreadable', 'TopstepX sent trades of another account.');
  for (const trade of trades) contracts.add(textAt(trade, 'contractId'));
  if (trades.length > 0) yield { call: 'trades', body: text };
}

/** What is held, and what the accounts are worth, now. */
async function* stateOf(asking: Asking, account: BrokerAccount, contracts: Set<string>): AsyncIterable<Answer> {
  const positions = await ask(asking, 'positions', { accountId: Number(account.id) });
  for (const position of listIn(positions.said, 'positions').map(saidIn)) contracts.add(textAt(position, 'contractId'));
  yield { call: 'positions', body: positions.text };
  yield { call: 'accounts', body: (await searchAccounts(asking)).text };
}

/** Name and tick of each contract: asked for once in a run, told in each file that needs them. */
async function* contractsOf(asking: Asking, ids: ReadonlySet<string>): AsyncIterable<Answer> {
  const { contracts } = sessionOf(asking);
  for (const contractId of [...ids].filter(Boolean).sort()) {
    const known = contracts.get(contractId);
    const body = known ?? (await ask(asking, 'contract', { contractId }, CONTRACT_NOT_FOUND)).text;
    contracts.set(contractId, body);
    yield { call: 'contract', body };
  }
}
