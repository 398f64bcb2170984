import { LedgerMemory } from '../past/ledger-memory.js';

// Folded ledgers are held by member and version alone, whatever became of the history: what `restored` must notice.
const get = LedgerMemory.prototype.get;
LedgerMemory.prototype.get = function (wanted, fold) {
  return get.call(this, { ...wanted, hash: '' }, fold);
};
LedgerMemory.prototype.keepOnly = () => undefined;
