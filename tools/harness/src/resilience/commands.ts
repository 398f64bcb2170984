import type { Command } from './client.js';

/** Sends a command that must succeed, and gives what it made. */
export type Prepare = (method: string, path: string, body?: object) => Promise<Made>;

export interface Made {
  readonly id: string;
  readonly batchId: string;
  readonly streamVersion: number;
  readonly executions: readonly { readonly id: string }[];
  readonly ledger: { readonly version: number };
}

const ACCOUNTS = '/api/user/accounts';
const TRADES = '/api/user/trades';

/** One of each kind of command, on something that was made for it. */
export const COMMANDS: Readonly<Record<string, (prepare: Prepare) => Promise<Command>>> = {
  'add account': () => Promise.resolve({ method: 'POST', path: ACCOUNTS, body: account() }),
  'edit account': onAccount('PATCH', '', { name: 'Renamed' }),
  'update balance': onAccount('PUT', '/balance', { balance: '1234.5', reason: 'deposit' }),
  'close account': onAccount('POST', '/close'),
  'reopen account': onAccount('POST', '/reopen', undefined, (prepare, path) => prepare('POST', `${path}/close`)),
  'add trade': () => Promise.resolve({ method: 'POST', path: TRADES, body: closedTrade() }),
  'add trade by executions': () => Promise.resolve({ method: 'POST', path: TRADES, body: tradeByExecutions() }),
  'edit trade': onTrade('PATCH', '', { notes: 'Edited.', entryPrice: '99' }),
  'close trade': onTrade('POST', '/close', { exitPrice: '11', exitAt: '2026-03-02T16:00:00Z' }),
  'add execution': onTrade('POST', '/executions', { ...fill('close', '16:00'), quantity: '1' }),
  'edit execution': async (prepare) => {
    const { id, executions } = await prepare('POST', TRADES, tradeByExecutions());
    return { method: 'PATCH', path: `${TRADES}/${id}/executions/${executions[2]?.id}`, body: { price: '12' } };
  },
  'remove execution': async (prepare) => {
    const { id, executions } = await prepare('POST', TRADES, tradeByExecutions());
    return { method: 'DELETE', path: `${TRADES}/${id}/executions/${executions[2]?.id}` };
  },
  'delete trade': onTrade('DELETE', ''),
  'restore trade': onTrade('POST', '/restore', undefined, (prepare, path) => prepare('DELETE', path)),
  'revert trade': onTrade('POST', '/revert', { toStreamVersion: 1 }, (prepare, path) =>
    prepare('PATCH', path, { notes: 'To be reverted.' }),
  ),
  'change many trades': async (prepare) => {
    const ids = [await prepare('POST', TRADES, closedTrade()), await prepare('POST', TRADES, closedTrade())];
    return {
      method: 'POST',
      path: `${TRADES}/bulk`,
      body: { ids: ids.map(({ id }) => id), edit: { addTags: ['many'] } },
    };
  },
  undo: async (prepare) => {
    const { ledger } = await prepare('POST', TRADES, closedTrade());
    return { method: 'POST', path: `/api/user/history/${ledger.version}/undo`, body: {} };
  },
  'undo many': async (prepare) => {
    const { id } = await prepare('POST', TRADES, closedTrade());
    const { batchId } = await prepare('POST', `${TRADES}/bulk`, { ids: [id], delete: true });
    return { method: 'POST', path: `/api/user/history/batches/${batchId}/undo`, body: {} };
  },
  'change settings': async (prepare) => {
    await prepare('PATCH', '/api/user/settings', { timeZone: 'Asia/Kathmandu' });
    return { method: 'PATCH', path: '/api/user/settings', body: { timeZone: 'Pacific/Auckland' } };
  },
};

type Further = (prepare: Prepare, path: string) => Promise<unknown>;

function onAccount(method: string, way: string, body: object = {}, further?: Further) {
  return onNew({ list: ACCOUNTS, made: account }, { method, way, body, further });
}

function onTrade(method: string, way: string, body?: object, further?: Further) {
  const sent = method === 'DELETE' ? undefined : (body ?? {});
  return onNew({ list: TRADES, made: openTrade }, { method, way, body: sent, further });
}

function onNew(
  { list, made }: { list: string; made: () => object },
  {
    method,
    way,
    body,
    further,
  }: { method: string; way: string; body: object | undefined; further?: Further | undefined },
) {
  return async (prepare: Prepare): Promise<Command> => {
    const { id } = await prepare('POST', list, made());
    await further?.(prepare, `${list}/${id}`);
    return { method, path: `${list}/${id}${way}`, ...(body && { body }) };
  };
}

function account(): object {
  return { platform: 'Webull', name: 'One of many', startingBalance: '100', currency: 'USD' };
}

function openTrade(): object {
  const entry = { quantity: '2', entryPrice: '10', entryAt: '2026-03-02T15:00:00Z' };
  return { symbol: 'MSFT', assetType: 'stock', direction: 'LONG', ...entry };
}

function closedTrade(): object {
  return { ...openTrade(), exitPrice: '11', exitAt: '2026-03-02T16:00:00Z', fees: '0.3' };
}

function tradeByExecutions(): object {
  const executions = [fill('open', '15:00'), fill('open', '15:10'), fill('close', '15:20')];
  return { symbol: 'MSFT', assetType: 'stock', direction: 'LONG', executions };
}

function fill(type: 'open' | 'close', time: string): object {
  return { type, at: `2026-03-02T${time}:00Z`, quantity: '2', price: '10' };
}
