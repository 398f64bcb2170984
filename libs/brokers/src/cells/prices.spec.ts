import { exactly } from '@singularity/domain';
import { priceIn } from './prices.js';

describe('the price where a row states the money too', () => {
  it.each([
    ['-3526.00', '50', '-70.52', '70.52'],
    ['100.00', '0.00166779', '59960.12', '59960.12'],
    ['-3525.99', '50', '-70.52', '70.5198'],
    ['67.01', '0.00166779', '39999.33', '40178.9194083188'],
    ['100', '3', null, '33.3333333333'],
    ['100', '0', '1', null],
  ])('%s for %s at %s is %s', (money, quantity, stated, price) => {
    expect(priceIn(exactly(money), exactly(quantity), stated === null ? null : exactly(stated))).toBe(price);
  });
});
