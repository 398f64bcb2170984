import { isLoopback, isPublic } from './addresses.js';

it.each([
  ...['8.8.8.8', '1.1.1.1', '93.184.215.14', '172.15.255.255', '172.32.0.1', '100.63.255.255', '223.255.255.255'],
  ...['2606:4700:4700::1111', '2a00:1450:4001:80b::200e', '2400:cb00::1'],
])('%s is public', (address) => expect(isPublic(address)).toBe(true));

it.each([
  ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
  // Link-local, with the metadata of machines in clouds; and the other ways to these.
  ...['169.254.169.254', '169.254.170.2', '100.100.100.200', '192.0.0.192', '168.63.129.16', 'fd00:ec2::254'],
  ...['100.64.0.1', '198.18.0.1', '224.0.0.1', '240.0.0.1', '255.255.255.255', '203.0.113.7', '192.0.2.1'],
  ...['::1', '::', 'fe80::1', 'fc00::1', 'fdff::1', 'ff02::1', '2001:db8::1', '3fff::1'],
  // IPv4 within IPv6: mapped, translated, 6to4 and Teredo.
  ...['::ffff:10.0.0.1', '::ffff:8.8.8.8', '::7f00:1', '64:ff9b::a00:1', '64:ff9b:1::1', '2002:7f00:1::', '2001::1'],
  ...['', 'example.com', '127.1', '0x7f000001'],
])('%s is not', (address) => expect(isPublic(address)).toBe(false));

it('knows what leads to this machine', () => {
  expect(['127.0.0.1', '127.8.8.8', '::1'].map(isLoopback)).toEqual([true, true, true]);
  expect(['10.0.0.1', '0.0.0.0', '::', 'fe80::1', '8.8.8.8'].filter(isLoopback)).toEqual([]);
});
