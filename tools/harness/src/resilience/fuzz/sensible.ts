import { valueOf, dayOf, randomId } from './values.js';
import type { Schema } from './document.js';
import type { Source } from './values.js';

type Sensible = (source: Source, schema: Schema) => unknown;

/** Bodies whose fields depend on one another, or on what is there: what no schema says. */
export const SENSIBLE: Readonly<Record<string, Sensible>> = {
  'POST /api/user/trades': tradeBody,
  'PATCH /api/user/trades/{id}': ({ chance, known }, schema) => {
    const name = chance.oneOf(['notes', 'tags', 'stopPrice', 'fees', 'accountId', 'symbol', 'quantity', 'entryPrice']);
    return { [name]: valueOf(schema.properties?.[name] ?? {}, name, { chance, known }) };
  },
  'POST /api/user/trades/{id}/executions': ({ chance }) => ({
    type: chance.oneOf(['open', 'open', 'close']),
    at: `2025-0${chance.whole(1, 9)}-05T15:00:00Z`,
    quantity: chance.oneOf(['1', '0.50']),
    price: chance.oneOf(['10', '187.230']),
    ...(chance.happens(0.5) && { fees: '1.10' }),
  }),
  'PATCH /api/user/trades/{id}/executions/{executionId}': ({ chance }) =>
    chance.oneOf([{ price: '12.50' }, { fees: '-0.30' }, { price: '3', fees: '0' }, { quantity: '2' }]),
  'POST /api/user/trades/{id}/close': ({ chance }) => ({
    exitPrice: chance.oneOf(['191.10', '0', '3.0']),
    exitAt: '2026-02-05T15:00:00+01:00',
    ...(chance.happens(0.5) && { fees: '1.10' }),
  }),
  'POST /api/user/trades/{id}/revert': ({ chance }) => ({ toStreamVersion: chance.whole(1, 3) }),
  'POST /api/user/fills': fillsBody,
  'POST /api/user/trades/bulk': bulkBody,
  'PATCH /api/user/settings': (source, schema) => ({
    ...(valueOf(schema, 'settings', source) as object),
    breakevenTolerance: source.chance.oneOf([{}, { USD: '1.50' }, { usd: '0', EUR: '0.10' }]),
  }),
  'PUT /api/user/preferences': (source, schema) => ({
    ...(valueOf(schema, 'preferences', source) as object),
    feePresets: Object.fromEntries(
      [[source.known.oneOf('account', source.chance)?.toUpperCase(), '1.30']].filter(([id]) => id),
    ),
    tradeColumns: source.chance.oneOf([null, [{ name: 'symbol', width: 120 }, { name: 'netPnl' }]]),
  }),
  'DELETE /api/user': ({ known }) => ({ confirm: known.username }),
};

function tradeBody(source: Source, schema: Schema): object {
  const { chance } = source;
  const loose = ['notes', 'tags', 'stopPrice', 'accountId'].filter(() => chance.happens(0.4));
  const more = loose.map((name) => [name, valueOf(schema.properties?.[name] ?? {}, name, source)] as const);
  return {
    ...instrument(source),
    ...(chance.happens(0.3) ? listed(source) : shorthand(source)),
    ...Object.fromEntries(more),
  };
}

function instrument({ chance }: Source): object {
  return chance.oneOf([
    { symbol: 'AAPL', assetType: 'stock', direction: 'LONG' },
    { symbol: 'brk.b', assetType: 'stock', direction: 'SHORT' },
    { symbol: 'SPY', assetType: 'option', direction: 'PUT', strike: '450.50', expiration: dayOf(chance) },
    { symbol: 'SPY', assetType: 'option', direction: 'CALL', side: 'sell', strike: null },
    { symbol: 'ESZ2026', assetType: 'future', direction: 'LONG' },
    { symbol: 'ODD', assetType: 'future', direction: 'SHORT', multiplier: '50.0' },
    { symbol: 'BTC-USD', assetType: 'crypto', direction: 'LONG' },
  ]);
}

function shorthand({ chance }: Source): object {
  const month = chance.whole(1, 9);
  const exit = { exitPrice: chance.oneOf(['191.10', '1', '0']), exitAt: `2024-0${month}-06T10:00:00-05:00` };
  return {
    quantity: chance.oneOf(['10', '1.50', '0.0000000001', '300']),
    entryPrice: chance.oneOf(['187.23', '1.0', '99999']),
    entryAt: `2024-0${month}-05T14:30:00Z`,
    ...(chance.happens(0.6) && exit),
    ...(chance.happens(0.5) && { fees: chance.oneOf(['1.30', '-0.50', '0']) }),
  };
}

function listed({ chance }: Source): object {
  const execution = (type: string, day: number, quantity: string) => ({
    type,
    at: `2024-03-0${day}T14:30:0${chance.whole(0, 9)}.5Z`,
    quantity,
    price: chance.oneOf(['10', '10.10', '9.99']),
    ...(chance.happens(0.5) && { fees: '0.70' }),
  });
  const opening = [execution('open', 1, '2'), execution('open', 2, '1.5')];
  return { executions: [...opening, ...(chance.happens(0.5) ? [execution('close', 3, '1.0')] : [])] };
}

function fillsBody(source: Source): object {
  const { chance, known } = source;
  const at = (minute: number) => `2025-0${chance.whole(1, 9)}-05T15:0${minute}:00Z`;
  const fill = (side: 'buy' | 'sell', minute: number) => ({
    ...{ symbol: chance.oneOf(['AAPL', 'MSFT']), assetType: 'stock', side, quantity: chance.oneOf(['1', '2.5']) },
    ...{ price: chance.oneOf(['10', '187.230']), at: at(minute) },
    ...(chance.happens(0.5) && { key: String(chance.whole(1, 10_000)), fees: '0.70' }),
  });
  return {
    platform: chance.oneOf(['other', 'kraken']),
    accountId: known.oneOf('account', chance) ?? randomId(chance),
    fills: [fill('buy', 1), fill('sell', 2)],
    ...(chance.happens(0.5) && { confirm: true }),
  };
}

function bulkBody({ chance, known }: Source): object {
  const kind = chance.oneOf(['edit', 'edit', 'edit', 'delete', 'restore'] as const);
  const ids = [1, 2, 3].flatMap(() => known.oneOf(kind === 'restore' ? 'deleted' : 'trade', chance) ?? []);
  const edit = chance.oneOf([
    { addTags: ['bulk', 'Ñ'] },
    { removeTags: ['bulk'] },
    { fees: '2.50' },
    { accountId: null },
  ]);
  return { ids: [...new Set(ids)], ...(kind === 'edit' ? { edit } : { [kind]: true }) };
}
