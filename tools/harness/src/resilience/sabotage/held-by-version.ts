import { FoldedLedgerCache } from '@singularity/backend/past/folded-ledger-cache.js';

// Folded ledgers are held by member and version alone, whatever became of the history: what `restored` must notice.
const get = FoldedLedgerCache.prototype.get;
FoldedLedgerCache.prototype.get = function (wanted, fold) {
  return get.call(this, { ...wanted, hash: '' }, fold);
};
FoldedLedgerCache.prototype.keepOnly = () => undefined;
