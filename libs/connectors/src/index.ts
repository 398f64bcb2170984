export * from './connector.js';
export * from './connectors.js';
export * from './sync-fault.js';
export * from './windows.js';
export * from './http/asking.js';
export * from './http/breaker.js';
export * from './http/broker-client.js';
export * from './http/route.js';
