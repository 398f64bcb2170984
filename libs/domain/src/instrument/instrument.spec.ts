import { decimal, exactly, toText } from '../money/decimal.js';
import { FUTURES_CONTRACTS } from './futures-contracts.js';
import { futuresContractOf, multiplierOf, parseSymbol, signOf } from './instrument.js';

describe('a futures symbol', () => {
  it.each([
    ['/ESZ6', 'ES'],
    ['@ESZ6', 'ES'],
    ['ESZ6', 'ES'],
    ['ESZ26', 'ES'],
    ['ESZ2026', 'ES'],
    ['ES', 'ES'],
    ['ES1!', 'ES'],
    ['MNQ', 'MNQ'],
    ['MNQ 12-25', 'MNQ'],
    ['CON.F.US.MNQ.Z25', 'MNQ'],
    ['F.US.MNQ', 'MNQ'],
    ['F.US.MNQ.Z25', 'MNQ'],
    ['CON.F.US.NQM.F26', 'QM'],
    ['CON.F.US.NQG.F26', 'QG'],
    ['F.US.ENQ', 'NQ'],
    ['F.US.EP', 'ES'],
    ['6EZ5', '6E'],
    ['M6EZ5', 'M6E'],
    ['M2KH6', 'M2K'],
    ['SR3H26', 'SR3'],
    ['NQM6', 'NQ'],
    ['NQZ6', 'NQ'],
    ['QMQ6', 'QM'],
    ['NGN6', 'NG'],
    ['MNGN6', 'MNG'],
    ['HGH6', 'HG'],
    ['HEM6', 'HE'],
    ['KEK6', 'KE'],
    ['GFF6', 'GF'],
    ['ZZ6', null],
    ['ZNZ6', 'ZN'],
    ['SIH6', 'SI'],
    ['SILH6', 'SIL'],
    ['VXM5', 'VX'],
    ['VXMM5', 'VXM'],
    ['METH6', 'MET'],
    ['ETHH6', 'ETH'],
    ['XYZZ6', null],
    ['ESA6', null],
    ['ESZ', null],
    ['ESZ123', null],
    ['ESZ6X', null],
    ['XESZ6', null],
    ['//ESZ6', null],
    ['', null],
    ['/', null],
    ['NQM', null],
    ['F.US.NQ', null],
    ['CON.F.US.ES.Z25', null],
    ['CON.F.EU.MNQ.Z25', null],
    ['CON.F.US.MNQ.A25', null],
  ])('%s is a contract of %s', (symbol, root) => expect(futuresContractOf(symbol)?.root ?? null).toBe(root));
});

describe('the contract table', () => {
  const repeated = (values: readonly (string | null)[]) => {
    const known = values.filter((value) => value !== null);
    return known.filter((value, index) => known.indexOf(value) !== index);
  };

  it.each(FUTURES_CONTRACTS)('$root: a tick is worth tick size × multiplier', ({ multiplier, tickSize, tickValue }) =>
    expect(toText(decimal(exactly(tickSize)).times(decimal(exactly(multiplier))))).toBe(exactly(tickValue)),
  );

  it('holds canonical decimals above zero', () => {
    const values = FUTURES_CONTRACTS.flatMap(({ multiplier, tickSize, tickValue }) => [
      multiplier,
      tickSize,
      tickValue,
    ]);
    expect(values.filter((value) => exactly(value) !== value || decimal(exactly(value)).lte(0))).toEqual([]);
  });

  it('names each root once', () => expect(repeated(FUTURES_CONTRACTS.map(({ root }) => root))).toEqual([]));

  it('names each ProjectX id once', () =>
    expect(repeated(FUTURES_CONTRACTS.map(({ projectxId }) => projectxId))).toEqual([]));

  it.each(FUTURES_CONTRACTS)('$root is found by each of its names', (contract) => {
    const { root, projectxId } = contract;
    const months = [...'FGHJKMNQUVXZ'].flatMap((month) => [
      `${root}${month}6`,
      `/${root}${month}26`,
      `${root}${month}2026`,
    ]);
    const ids = projectxId === null ? [] : [projectxId, `CON.${projectxId}.Z25`];
    expect([root, ...months, ...ids].filter((name) => futuresContractOf(name) !== contract)).toEqual([]);
  });
});

describe('a multiplier', () => {
  it('is what the member said, for any instrument', () =>
    expect(multiplierOf('stock', 'AAPL', exactly('10'))).toEqual({ multiplier: '10', multiplierSource: 'user' }));

  it('asks for what neither the member nor the table knows', () =>
    expect(multiplierOf('future', 'XYZZ6', null)).toMatchObject({ field: 'multiplier' }));

  it('takes the table for futures alone', () =>
    expect(multiplierOf('stock', 'ES', null)).toEqual({ multiplier: '1', multiplierSource: 'table' }));
});

describe('a symbol', () => {
  it.each([
    ['aapl', 'AAPL'],
    ['  brk.b ', 'BRK.B'],
    ['ＡＡＰＬ', 'AAPL'],
    ['btc-usd', 'BTC-USD'],
    ['MNQ   12-25', 'MNQ 12-25'],
    ['^SPX', '^SPX'],
    ['', null],
    ['   ', null],
    ['A\u0000B', null],
    ['A\nB', null],
    ['\ud800', null],
    ['<B>', null],
    ['ÄPFEL', null],
    ['A'.repeat(32), 'A'.repeat(32)],
    ['A'.repeat(33), null],
    ['ﷺ'.repeat(60), null],
  ])('%j is kept as %j', (input, kept) => expect(parseSymbol(input)).toBe(kept));
});

describe('the sign of a position', () => {
  it.each([
    ['LONG', null, 1],
    ['SHORT', null, -1],
    ['CALL', 'buy', 1],
    ['CALL', 'sell', -1],
    ['PUT', 'buy', 1],
    ['PUT', 'sell', -1],
  ] as const)('of a %s (%s) is %i', (direction, side, sign) => expect(signOf(direction, side)).toBe(sign));
});
