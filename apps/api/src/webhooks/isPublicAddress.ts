import { BlockList, isIPv4, isIPv6 } from 'node:net'
import { developmentChainId, type MarketFactsReader } from '../chain/createMarketFacts.ts'

/**
 * IPv4 networks outside the public internet: private, loopback, link-local (cloud metadata),
 * shared, documentation, multicast and reserved.
 */
const reservedIpv4 = blockListOf('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
])
/**
 * In IPv6, only global unicast addresses are public. Of these, the networks in `reservedIpv6` are not public: special protocols (2001::/23), documentation, and
 * 6to4 tunnels (2002::/16), which can lead to any IPv4 address.
 */
const globalIpv6 = blockListOf('ipv6', [['2000::', 3]])
const reservedIpv6 = blockListOf('ipv6', [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
])

/** Returns true for an address of the public internet, and false for any other text. Pure. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !reservedIpv4.check(address, 'ipv4')
  return isIPv6(address) && globalIpv6.check(address, 'ipv6') && !reservedIpv6.check(address, 'ipv6')
}

/** Returns true for a loopback address. Pure. */
export function isLoopback(address: string): boolean {
  return address === '::1' || (isIPv4(address) && address.startsWith('127.'))
}

function blockListOf(family: 'ipv4' | 'ipv6', ranges: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList()
  for (const [address, prefix] of ranges) list.addSubnet(address, prefix, family)
  return list
}

/** Returns true on the development chain, where a webhook may be on this machine. */
export async function allowsLoopback({ facts }: { readonly facts: MarketFactsReader }): Promise<boolean> {
  return (await facts.read()).chainId === developmentChainId
}
