/** What is stored of the ledger that is shown, in bytes. */
export interface StorageAnswer {
  /** Its events, and for 30 days what is kept to answer a repeated request. */
  readonly journalBytes: number;
  readonly screenshotBytes: number;
  /** How much both together may be. */
  readonly quotaBytes: number;
}
