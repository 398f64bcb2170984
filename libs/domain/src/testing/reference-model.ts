/** What specs of other projects hold their answers against: random steps of a member, and a reference model. */
export { aimed } from './aimed.js';
export { ACCOUNTS, steps, TRADES } from './ledger-steps.js';
export type { Step } from './ledger-steps.js';
export { ReferenceModel } from './oracle/ledger-oracle.js';
