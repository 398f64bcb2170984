import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { CredentialVault } from './credentials.js';

const key = () => createSecretKey(randomBytes(32));
const [old, today] = [key(), key()];
const of = { userId: randomUUID(), id: randomUUID() };
const credentials = { token: 'canary-0123456789', pin: '1234' };

const vault = (...keys: [ReturnType<typeof key>, ...ReturnType<typeof key>[]]) =>
  new CredentialVault({ credentialKeys: keys });

describe('credentials', () => {
  const sealed = vault(old).seal(of, credentials);

  it('are sealed, each by itself, and open for their connection and member alone', () => {
    expect(JSON.stringify(sealed)).not.toMatch(/canary|1234/);
    expect(vault(old).open(of, sealed)).toEqual(credentials);
    expect(vault(old).open({ ...of, id: randomUUID() }, sealed)).toBeNull();
    expect(vault(old).open({ ...of, userId: randomUUID() }, sealed)).toBeNull();
    expect(vault(old).open(of, { token: sealed['pin'] ?? '', pin: sealed['token'] ?? '' })).toBeNull();
  });

  it('open with the key before as well, and with no other', () => {
    expect(vault(today, old).open(of, sealed)).toEqual(credentials);
    expect(vault(today).open(of, sealed)).toBeNull();
    expect(vault(today).open(of, vault(today, old).seal(of, credentials))).toEqual(credentials);
  });

  it('show their end where that tells little', () => {
    expect(vault(old).lastFour(of, 'token', sealed)).toBe('6789');
    expect(vault(old).lastFour(of, 'pin', sealed)).toBeNull();
    expect(vault(today).lastFour(of, 'token', sealed)).toBeNull();
    expect(vault(old).lastFour(of, 'nothing', sealed)).toBeNull();
  });
});
