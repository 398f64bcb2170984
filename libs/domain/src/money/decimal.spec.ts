import { decimal, Decimal, exactly, parseDecimal, quotientText, sum, toText } from './decimal.js';

describe('a decimal as typed', () => {
  it.each([
    ['0', '0'],
    ['-0', '0'],
    ['-0.000', '0'],
    ['1', '1'],
    ['01', '1'],
    ['-007.50', '-7.5'],
    ['1.30', '1.3'],
    ['100', '100'],
    ['0.0000000001', '0.0000000001'],
    ['-999999999999999999.9999999999', '-999999999999999999.9999999999'],
    ['000000000000000001', '1'],
  ])('%s is kept as %s', (input, kept) => expect(parseDecimal(input)).toBe(kept));

  it.each([
    '',
    ' ',
    ' 1',
    '1 ',
    '1\n',
    '+1',
    '--1',
    '-',
    '.',
    '1.',
    '.5',
    '-.5',
    '1e3',
    '1E3',
    '1e400',
    '1e-7',
    'NaN',
    'Infinity',
    '-Infinity',
    '0x10',
    '1_000',
    '1,000',
    '1,5',
    '1.2.3',
    '１２',
    '٣',
    '−1',
    '1000000000000000000',
    '0000000000000000001',
    '0.00000000001',
    '1.00000000000',
    '123456789012345678901234567890',
    'null',
    '__proto__',
  ])('%j is refused', (input) => expect(parseDecimal(input)).toBeNull());
});

describe('a decimal as kept', () => {
  it.each([
    ['1e21', '1000000000000000000000'],
    ['1e-10', '0.0000000001'],
    ['123.4500', '123.45'],
    ['-0', '0'],
  ])('%s is written %s, without an exponent', (value, text) => expect(toText(new Decimal(value))).toBe(text));

  it('equals another where their texts do', () => expect(exactly('1.10')).toBe(exactly('01.1')));

  it('throws on what is not a number, coming from a place that is trusted', () =>
    expect(() => exactly('ten')).toThrow());
});

describe('arithmetic', () => {
  it('is exact for the product of three inputs', () => {
    const largest = decimal(exactly('999999999999999999.9999999999'));
    const [digits, scale] = [10n ** 28n - 1n, 30];
    const expected = String(digits ** 3n);
    expect(toText(largest.times(largest).times(largest))).toBe(
      `${expected.slice(0, -scale)}.${expected.slice(-scale)}`,
    );
  });

  it('adds without loss', () => expect(toText(sum(['0.1', '0.2', '-0.3'].map((text) => new Decimal(text))))).toBe('0'));

  it.each([
    ['1', '3', 4, '0.3333'],
    ['2', '3', 4, '0.6667'],
    ['-2', '3', 4, '-0.6667'],
    ['1', '20000', 4, '0'],
    ['3', '20000', 4, '0.0002'],
    ['-1', '20000', 4, '0'],
    ['-3', '20000', 4, '-0.0002'],
    ['1', '3', 10, '0.3333333333'],
    ['0', '5', 4, '0'],
    ['5', '0', 4, null],
    ['0', '0', 4, null],
  ])('%s ÷ %s to %i places is %s, half to even', (a, b, places, expected) =>
    expect(quotientText(new Decimal(a), new Decimal(b), places)).toBe(expected),
  );
});
