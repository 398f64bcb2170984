import type { ReceiptView } from './wire/answer-fields.js';

export type { ReceiptView as Receipt } from './wire/answer-fields.js';
export type {
  HistoryEntryView as HistoryEntry,
  HistorySubject,
  PnlEffectView as PnlEffect,
  UndoBatchView as UndoBatchAnswer,
  UndoView as UndoAnswer,
} from './wire/history-answers.js';
export type {
  DigestFileView as DigestFile,
  DigestItemView as DigestItem,
  LedgerKeyView as LedgerKey,
  LedgerPositionView as LedgerPosition,
  LedgerVerificationView as LedgerVerification,
} from './wire/ledger-answers.js';

export type Receipted<Resource> = Resource & { readonly ledger: ReceiptView };
