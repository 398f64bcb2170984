export * from './platforms.js';
export * from './reading.js';
export * from './reader.js';
export * from './readers.js';
export * from './read-file.js';
export * from './source/source.js';
export * from './source/open.js';
