/* global Blob, FileReader */

// What every browser has and jsdom lacks.
import { TextDecoder, TextEncoder } from 'node:util';

function reading(how) {
  return function read() {
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.onerror = () => reject(reader.error);
      reader[how](this);
    });
  };
}

Object.assign(globalThis, { TextDecoder, TextEncoder });
Object.assign(Blob.prototype, { text: reading('readAsText'), arrayBuffer: reading('readAsArrayBuffer') });
