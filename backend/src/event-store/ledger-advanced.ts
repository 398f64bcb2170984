/** Announced once a command is committed. Only a hint: what stands in the ledger is what counts. */
export class LedgerAdvanced {
  constructor(
    readonly userId: string,
    readonly version: number,
  ) {}
}
