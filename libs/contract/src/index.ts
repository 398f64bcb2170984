export * from './trades.js';
export * from './accounts.js';
export * from './stats.js';
export * from './ledger.js';
export * from './session.js';
export * from './market.js';
export * from './problem.js';
export * from './limits.js';
