import { BlockList, isIP } from 'node:net';

/**
 * What is not of the public internet, by the registries of special-purpose addresses of the IANA
 * (https://www.iana.org/assignments/iana-ipv4-special-registry), with multicast and what is reserved; and the address under
 * which virtual machines at Azure reach their host, though it looks public.
 */
const NOT_PUBLIC: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** Of IPv6 one eighth is given out; in it are ways to carry IPv4, which would lead anywhere, and what is for documents. */
const PUBLIC_6 = ['2000::', 3] as const;
const NOT_PUBLIC_6: typeof NOT_PUBLIC = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];
const LOOPBACK = listOf([['127.0.0.0', 8]], [['::1', 128]]);

const refused = listOf(NOT_PUBLIC, NOT_PUBLIC_6);
const given = listOf([], [PUBLIC_6]);

/** Whether an address is of the public internet. An IPv4 address that is written as one of IPv6 is none that leads there. */
export function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !refused.check(address, 'ipv4');
  return isIP(address) === 6 && given.check(address, 'ipv6') && !refused.check(address, 'ipv6');
}

/** Whether it leads to this machine itself. */
export function isLoopback(address: string): boolean {
  return LOOPBACK.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
}

function listOf(four: typeof NOT_PUBLIC, six: typeof NOT_PUBLIC): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of four) list.addSubnet(network, prefix, 'ipv4');
  for (const [network, prefix] of six) list.addSubnet(network, prefix, 'ipv6');
  return list;
}
