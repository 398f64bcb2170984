import { at } from '../testing/a-trade.js';
import { contractMonthOf, isSameContract } from './contract-month.js';

const AT = at('01-05 15:00');

it.each([
  ['ESZ6', 'ESZ26'],
  ['/ESZ26', 'ESZ26'],
  ['ESZ2026', 'ESZ26'],
  ['ESH5', 'ESH25'],
  ['MNQ 12-25', 'MNQZ25'],
  ['MES JUN26', 'MESM26'],
  ['CME_MINI:MNQZ2025', 'MNQZ25'],
  ['CON.F.US.ENQ.U25', 'NQU25'],
  ['XYZZ6', 'XYZZ26'],
  ['ES', null],
  ['ES1!', null],
  ['AAPL', null],
])('%s is the contract %s', (written, symbol) => expect(contractMonthOf(written, AT)?.symbol ?? null).toBe(symbol));

it.each([
  ['MESZ25', '/MESZ5', true],
  ['MESZ25', 'MES', true],
  ['MES', 'MES', true],
  ['MESZ25', 'MESH26', false],
  ['MESZ25', 'ES', false],
  ['XYZZ25', 'XYZ', false],
  ['MES', 'MNQ', false],
])('%s and %s are one contract: %s', (one, other, same) => {
  expect(isSameContract(one, other, AT)).toBe(same);
  expect(isSameContract(other, one, AT)).toBe(same);
});
