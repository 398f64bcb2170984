import type { Element } from '@singularity/brokers';
import type { BrokerAccount, Connector, Window } from '../connector.js';
import type { Asking } from '../http/asking.js';
import { SyncFault } from '../sync-fault.js';
import { dayBefore } from '../windows.js';
import { elementsOf, needTrades } from './flex-query.js';
import { flexStatement } from './flex-service.js';

const NEW_YORK = 'America/New_York';
const PATH = '/AccountManagement/FlexWebService';
/** An account of many trades has statements of many megabytes, which take a while to be sent. */
const LARGE = { timeoutMs: 120_000, mostBytes: 40 * 1024 * 1024 };

/**
 * The Flex Web Service of Interactive Brokers (ibkrguides.com: Flex Web Service, version 3): statements of a query that the member has
 * made, ordered and then fetched. They are made once a day, of days that are over.
 */
export const ibkr: Connector = {
  broker: 'ibkr',
  about: {
    steps: [
      'Sign in to Client Portal and open Performance & Reports → Flex Queries.',
      'Create an Activity Flex query with the sections Trades (option “Executions”), Option Exercises, Assignments and Expirations, Open Positions, Cash Transactions, Cash Report, Net Asset Value and Account Information. Select all fields of each.',
      'Choose the format XML, the date format yyyyMMdd, and all accounts that you want here.',
      'Note the query ID, a number, which the “i” beside the query shows.',
      'In the settings of Flex Web Service, switch the service on and generate a token that lives for a year.',
      'Paste both here.',
    ],
    power: 'Whoever has this token can read the reports of your Flex queries. It can neither trade nor move money.',
    gives:
      'All trades of the days before, the morning after, with times, commissions and the profit that Interactive Brokers counts; expired, assigned and exercised options too.',
    warning: null,
    page: 'https://www.ibkrguides.com/orgportal/performanceandstatements/flex-web-service.htm',
  },
  fields: [
    { name: 'token', label: 'Flex Web Service token', hint: 'A long number.', secret: true },
    { name: 'queryId', label: 'Query ID', hint: 'A number, from the list of Flex queries.', secret: false },
    {
      name: 'timeZone',
      label: 'Time zone of the statements',
      hint: `Leave it empty for ${NEW_YORK}.`,
      secret: false,
      optional: true,
    },
  ],
  origins: {
    flex: 'https://ndcdyn.interactivebrokers.com',
    gdc: 'https://gdcdyn.interactivebrokers.com',
  },
  routes: {
    order: { method: 'GET', origin: 'flex', path: `${PATH}/SendRequest`, timeoutMs: 60_000 },
    statement: { method: 'GET', origin: 'flex', path: `${PATH}/GetStatement`, ...LARGE },
    statementElsewhere: { method: 'GET', origin: 'gdc', path: `${PATH}/GetStatement`, ...LARGE },
  },
  // One a second and ten a minute are allowed: this is within both.
  pace: { requests: 1, seconds: 7 },
  windowDays: 90,
  // Cancellations and corrections come days later.
  overlapDays: 7,
  reachDays: null,
  completeAt: { time: '06:00', timeZone: NEW_YORK },
  prefersOwnMachine: false,

  async accounts(asking) {
    zoneOf(asking);
    const text = await flexStatement(asking, null);
    if (text === null)
      throw new SyncFault('member', 'There is no statement of the period of this query. Choose the last 365 days.', {
        field: 'queryId',
      });
    const elements = elementsOf(text);
    needTrades(text);
    const ids = elements.flatMap(({ name, attributes }) =>
      name === 'FlexStatement' ? (attributes['accountId'] ?? []) : [],
    );
    return [...new Set(ids)].map((id) => accountOf(id, elements));
  },

  async *answers(asking, account, window) {
    const zone = zoneOf(asking);
    const text = await statementOf(asking, window);
    if (text === null) return;
    const isThere = elementsOf(text).some(
      ({ name, attributes }) => name === 'FlexStatement' && attributes['accountId'] === account.id,
    );
    if (!isThere)
      throw new SyncFault('member', 'This query no longer has the account. Add it to the query again.', {
        field: 'queryId',
      });
    yield { call: 'zone', body: zone };
    yield { call: 'statement', body: text };
  },
};

/** Statements are of days that are over. Where there is none of the last days, that of the query's own days is taken. */
async function statementOf(asking: Asking, { from, to, isLast }: Window): Promise<string | null> {
  if (!isLast) return flexStatement(asking, { from, to });
  const over = dayBefore(to, 1);
  const last = await flexStatement(asking, { from: from < over ? from : over, to: over });
  return last ?? flexStatement(asking, null);
}

function accountOf(id: string, elements: readonly Element[]): BrokerAccount {
  const said = elements.find(({ name, attributes }) => name === 'AccountInformation' && attributes['accountId'] === id);
  const { currency = '', acctAlias = '', dateOpened = '' } = said?.attributes ?? {};
  const [, year, month, day] = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(dateOpened) ?? [];
  return {
    id,
    name: [id, acctAlias].filter(Boolean).join(' · '),
    currency: currency || 'USD',
    opened: year === undefined ? null : `${year}-${month}-${day}`,
  };
}

/** The zone of times that name none: statements do not say it. */
function zoneOf({ credentials }: Asking): string {
  const zone = credentials['timeZone']?.trim() || NEW_YORK;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    throw new SyncFault('member', `Write the time zone as in “${NEW_YORK}”.`, { field: 'timeZone' });
  }
  return zone;
}
