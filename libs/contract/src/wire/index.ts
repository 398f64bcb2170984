export * from './fields.js';
export * from './any-of-fields.js';
export * from './answer-fields.js';
export * from './trade-requests.js';
export * from './trade-answers.js';
export * from './account-requests.js';
export * from './account-answers.js';
