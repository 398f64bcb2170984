import type { Instant } from '@singularity/domain';
import { candlesFrom, requestFor } from './tradier-candles.js';

const MINUTE = `{"time":"2026-01-05T09:30:00","timestamp":1767623400,"price":187.115,"open":187.1,"high":187.1300,
  "low":187.1,"close":187.13,"volume":12068,"vwap":187.118}`;
const DAY = `{"date":"2026-07-06","open":188.05,"high":188.5,"low":186.900000001,"close":187.33,"volume":48215600}`;

const span = (from: string, to: string) => ({ from: from as Instant, to: to as Instant });

describe('the request', () => {
  it('about minutes names times in New York, in winter and in summer', () => {
    const winter = span('2026-01-05T14:05:59.000Z', '2026-01-06T02:00:00.000Z');
    expect(requestFor('AAPL', '5min', winter)).toEqual({
      path: 'timesales',
      query: {
        symbol: 'AAPL',
        interval: '5min',
        start: '2026-01-05 09:05',
        end: '2026-01-05 21:00',
        session_filter: 'all',
      },
    });
    const summer = span('2026-07-06T04:00:00.000Z', '2026-07-06T13:30:00.000Z');
    expect(requestFor('AAPL', '1min', summer).query).toMatchObject({
      start: '2026-07-06 00:00',
      end: '2026-07-06 09:30',
    });
  });

  it('about days names days in New York', () => {
    expect(requestFor('AAPL', 'weekly', span('2025-01-06T04:59:00.000Z', '2026-01-05T05:00:00.000Z'))).toEqual({
      path: 'history',
      query: { symbol: 'AAPL', interval: 'weekly', start: '2025-01-05', end: '2026-01-05' },
    });
  });
});

describe('candles', () => {
  it('of minutes keep every digit and begin at the moment that was sent', () => {
    expect(candlesFrom(`{"series":{"data":[${MINUTE}]}}`, '1min')).toEqual({
      status: 'found',
      candles: [
        {
          time: '2026-01-05T14:30:00.000Z',
          open: '187.1',
          high: '187.13',
          low: '187.1',
          close: '187.13',
          volume: '12068',
        },
      ],
    });
  });

  it('of days begin when the day begins in New York', () => {
    expect(candlesFrom(`{"history":{"day":[${DAY}]}}`, 'daily')).toMatchObject({
      candles: [{ time: '2026-07-06T04:00:00.000Z', low: '186.900000001', volume: '48215600' }],
    });
  });

  it('come alone as themselves', () => {
    expect(candlesFrom(`{"series":{"data":${MINUTE}}}`, '1min')).toMatchObject({ candles: [{ open: '187.1' }] });
  });

  it.each([
    ['{"series":null}', '15min'],
    ['{"series":"null"}', '15min'],
    ['{"history":null}', 'monthly'],
  ] as const)('are none in %s', (body, interval) =>
    expect(candlesFrom(body, interval)).toEqual({ status: 'found', candles: [] }),
  );

  it.each([
    ['no price', MINUTE.replace('"open":187.1', '"open":null')],
    ['a word for a price', MINUTE.replace('"high":187.1300', '"high":"NaN"')],
    ['no time', MINUTE.replace('1767623400', 'null')],
    ['a time after the end of time', MINUTE.replace('1767623400', '8640000000001')],
  ])('are left out where there is %s', (_name, candle) =>
    expect(candlesFrom(`{"series":{"data":[${candle},${MINUTE}]}}`, '1min')).toMatchObject({
      candles: [{ time: '2026-01-05T14:30:00.000Z' }],
    }),
  );

  it('may come without a volume', () => {
    const body = `{"series":{"data":${MINUTE.replace('12068', 'null')}}}`;
    expect(candlesFrom(body, '1min')).toMatchObject({ candles: [{ volume: null }] });
  });

  it.each(['', '<html>', '[]', '{}', '{"series":{}}', `{"history":{"day":[${DAY}]}}`])(
    'are not understood in %j',
    (body) => expect(candlesFrom(body, '1min')).toMatchObject({ status: 'no-answer' }),
  );
});
