import { TestBed } from '@angular/core/testing';
import { amountsHidden, formatCompactMoney, formatMoney, formatRoundMoney, hideAmounts } from '../ui/format/money';
import { formatAmount, formatCount, formatPercent, formatQuantity, formatR } from '../ui/format/money';
import { Privacy } from './privacy';

afterEach(() => {
  localStorage.clear();
  hideAmounts(false);
});

test('every amount and every quantity is hidden; percentages, multiples of the risk and counts stay', () => {
  TestBed.inject(Privacy).toggle();
  const amounts = [
    formatMoney('-1234.5', 'USD', 'always'),
    formatMoney('0', 'USD'),
    formatMoney('1', 'DOGECOIN'),
    formatRoundMoney('10000', 'USD'),
    formatCompactMoney('-12345.6', 'USD', 'always'),
    formatAmount('5'),
    formatQuantity('100'),
  ];
  expect(new Set(amounts)).toEqual(new Set(['•••']));
  expect([formatPercent('0.5'), formatR('1.5'), formatCount(1234)]).toEqual(['50.00%', '+1.50R', '1,234']);
  expect(formatMoney(null, 'USD')).toBe('–');
  TestBed.inject(Privacy).toggle();
  expect(formatMoney('-1234.5', 'USD', 'always')).toBe('−$1,234.50');
});

test('the device keeps it, and its other tabs follow', () => {
  TestBed.inject(Privacy).toggle();
  expect(localStorage.getItem('privacy')).toBe('on');
  hideAmounts(false);
  TestBed.resetTestingModule();
  TestBed.inject(Privacy);
  expect(amountsHidden()).toBe(true);
  localStorage.setItem('privacy', 'off');
  window.dispatchEvent(new StorageEvent('storage', { key: 'privacy' }));
  expect(amountsHidden()).toBe(false);
});
