import { parseInstant } from '@singularity/domain';
import type { Instant } from '@singularity/domain';
import { contract, future, isCurrencyPair, isFuture } from './instruments.js';

const at = parseInstant('2026-09-28T14:00:00Z') as Instant;

describe('a futures contract', () => {
  it.each([
    ['ESZ6', 'ESZ26'],
    ['/ESZ26', 'ESZ26'],
    ['ESZ2026', 'ESZ26'],
    ['CME_MINI:MNQZ2026', 'MNQZ26'],
    ['PLUS500:MESZ2026', 'MESZ26'],
    ['CON.F.US.ENQ.Z26', 'NQZ26'],
    ['ES 12-26', 'ESZ26'],
    ['MES JAN26', 'MESF26'],
    ['MES JUN26', 'MESM26'],
    ['MES AUG26', 'MESQ26'],
    ['MES NOV 2026', 'MESX26'],
    ['MESH7', 'MESH27'],
    ['MESH9', 'MESH29'],
    ['CME_MINI:MNQ1!', 'MNQ1!'],
    ['FDAX 09-26', 'FDAXU26'],
  ])('%s is kept as %s', (written, symbol) => expect(future(written, at).symbol).toBe(symbol));

  it.each(['ESZ6', 'ES 12-26', 'MES JUN26', 'PLUS500:MESZ2026'])('is told by its name: %s', (written) =>
    expect(isFuture(written)).toBe(true),
  );

  it.each(['ES', 'AAPL', 'CL', 'EURUSD', 'HK50'])('is not what %s names', (written) =>
    expect(isFuture(written)).toBe(false),
  );
});

it.each([
  ['EURUSD', true],
  ['eur/jpy', true],
  ['XAUUSD', false],
  ['GOOGLE', false],
])('whether %s is two currencies: %s', (written, pair) => expect(isCurrencyPair(written)).toBe(pair));

it('keeps the name that a broker gives a contract of its own', () =>
  expect(contract('US30.cash')).toMatchObject({ symbol: 'US30.CASH', assetType: 'future' }));
