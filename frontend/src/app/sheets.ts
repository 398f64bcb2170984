// What slides over a page, in one file.
export { AddTradeSheet } from './trades/form/add-trade-sheet';
export { EditTradeSheet } from './trades/form/edit-trade-sheet';
export { CloseTradeSheet } from './trades/form/close-trade-sheet';
export { AccountSheet } from './accounts/account-sheet';
export { TransferSheet } from './accounts/transfer-sheet';
export { BalanceSheet } from './accounts/balance-sheet';
export { AccountHistorySheet } from './accounts/account-history-sheet';
export { RenameSheet } from './connections/rename-sheet';
export { ReplaceKeySheet } from './connections/replace-key-sheet';
export { ExplainSheet } from './explain/explain-sheet';
