import { BlockList, isIP } from 'node:net';

const list = (family: 'ipv4' | 'ipv6', ranges: readonly string[]): BlockList => {
  const blocks = new BlockList();
  for (const range of ranges) {
    const [network = '', prefix] = range.split('/');
    blocks.addSubnet(network, Number(prefix), family);
  }
  return blocks;
};

/** IANA special-purpose IPv4 ranges: private, shared, link-local, documentation, multicast, reserved. */
const specialV4 = list('ipv4', [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]);

/** The only IPv6 space handed out to the public; leaves out mapped IPv4, NAT64, fc00::/7, fe80::/10. */
const globalV6 = list('ipv6', ['2000::/3']);

/** Inside it: Teredo and other protocol use, documentation, and 6to4, which embeds any IPv4 address. */
const specialV6 = list('ipv6', ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']);

const loopbackV4 = list('ipv4', ['127.0.0.0/8']);

/** For an address as text, without brackets. Anything that is no IP address is not public. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !specialV4.check(address, 'ipv4');
  if (family !== 6 || address.includes('%')) return false;
  return globalV6.check(address, 'ipv6') && !specialV6.check(address, 'ipv6');
}

export function isLoopbackAddress(address: string): boolean {
  return address === '::1' || (isIP(address) === 4 && loopbackV4.check(address, 'ipv4'));
}
