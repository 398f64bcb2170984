import { createSecretKey, randomBytes } from 'node:crypto';
import { seal, unseal } from './sealed.js';

const key = createSecretKey(randomBytes(32));

it('opens with the same key and purpose', () => {
  expect(unseal(key, 'a', seal(key, 'a', 'ein Schlüssel 🔑'))).toBe('ein Schlüssel 🔑');
});

it('never looks the same twice, and shows nothing of what is inside', () => {
  const [one, two] = [seal(key, 'a', 'secret'), seal(key, 'a', 'secret')];
  expect(one.equals(two)).toBe(false);
  expect(one.includes('secret')).toBe(false);
});

it('stays shut for another purpose and another key', () => {
  const sealed = seal(key, 'member 1', 'secret');
  expect(unseal(key, 'member 2', sealed)).toBeNull();
  expect(unseal(createSecretKey(randomBytes(32)), 'member 1', sealed)).toBeNull();
});

it('stays shut when any byte was changed, and when some are missing', () => {
  const sealed = seal(key, 'a', 'secret');
  for (let index = 0; index < sealed.length; index++) {
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
    expect(unseal(key, 'a', changed)).toBeNull();
    expect(unseal(key, 'a', sealed.subarray(0, index))).toBeNull();
  }
});
