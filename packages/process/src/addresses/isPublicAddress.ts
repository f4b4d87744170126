import { BlockList, isIPv4, isIPv6 } from 'node:net'
import { closedRanges4, closedRanges6, publicRange6 } from './specialRanges.ts'

const closed4 = blockListOf('ipv4', closedRanges4)
const public6 = blockListOf('ipv6', [publicRange6])
const closed6 = blockListOf('ipv6', closedRanges6)

/** Returns true for an address of the public internet, and false for any other text. An IPv6 address has no brackets. Pure. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !closed4.check(address, 'ipv4')
  return isIPv6(address) && public6.check(address, 'ipv6') && !closed6.check(address, 'ipv6')
}

/** Returns true for a loopback address. Pure. */
export function isLoopback(address: string): boolean {
  return address === '::1' || (isIPv4(address) && address.startsWith('127.'))
}

function blockListOf(family: 'ipv4' | 'ipv6', ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [network = '', prefix = ''] = range.split('/')
    list.addSubnet(network, Number(prefix), family)
  }
  return list
}
