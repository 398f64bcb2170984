/** Somebody whose first sign-in broke off halfway, which the next one mends; or who was erased while a request was under way. */
export class NoLedger extends Error {
  constructor() {
    super('This member has no ledger.');
  }
}
