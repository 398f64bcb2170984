const MONEY_MARKET = /^[A-Z]{3}XX$|^FCASH$|^MSBNK$/;
const BOND = /^\d{3}[0-9A-Z]{5}\d$/;

/** Where a US broker keeps idle cash: its purchases and sales are no trades. */
export function isMoneyMarket(symbol: string): boolean {
  return MONEY_MARKET.test(symbol);
}

/** A bond or bill, which has a number in place of a symbol, and a price in per cent. */
export function isBond(symbol: string): boolean {
  return BOND.test(symbol);
}
