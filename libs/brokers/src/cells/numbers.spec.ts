import { RowFault } from '../reading.js';
import { currencyIn, decimalMarkOf, needNumber, readNumber, sumOf } from './numbers.js';

describe('a number as a broker writes it', () => {
  it.each([
    ['$1,234.50', '1234.5'],
    ['(20.00)', '-20'],
    ['$(20.00)', '-20'],
    ['($1,500.36)', '-1500.36'],
    ['-$694.48', '-694.48'],
    ['- 2.50', '-2.5'],
    ['+500', '500'],
    ['.42', '0.42'],
    ['1.5e-7', '0.00000015'],
    ['0.00', '0'],
    ['-0.00', '0'],
    ['4 577.86', '4577.86'],
  ])('%s is %s', (cell, number) => expect(readNumber(cell)).toBe(number));

  it.each([
    ['0,62 $', '0.62'],
    ['-$ 200,00', '-200'],
    ['$-1.155,76', '-1155.76'],
    ['4 577,86', '4577.86'],
    ['10.000', '10000'],
  ])('%s is %s where a comma stands before fractions', (cell, number) => expect(readNumber(cell, ',')).toBe(number));

  it.each(['', '-', '--', 'n/a'])('“%s” is none', (cell) => expect(readNumber(cell)).toBeNull());

  it.each(['abc', '1.2.3', '1,2,3.4.5', '12%', '9'.repeat(19)])('refuses “%s”', (cell) =>
    expect(() => readNumber(cell)).toThrow(RowFault),
  );

  it('names the column that is empty', () => expect(() => needNumber('', 'Price')).toThrow('Price is empty.'));

  it('adds up with others, of which some may be empty', () =>
    expect(sumOf(['$1.00', '', '(0.25)', '--'])).toBe('0.75'));

  it.each([
    [['7200,75', '7204,75'], ','],
    [['25000.00', '$1,234.50'], '.'],
    [['1,125', '1,1225'], ','],
    [['1,200', '25,000'], '.'],
    [[], '.'],
  ])('tells the mark of %j: %s', (cells, mark) => expect(decimalMarkOf(cells)).toBe(mark));

  it.each([
    ['$20.00', 'USD'],
    ['0,62 €', 'EUR'],
    ['4.00', null],
  ])('finds the currency of %s: %s', (cell, currency) => expect(currencyIn(cell)).toBe(currency));
});
