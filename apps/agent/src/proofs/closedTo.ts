import { BlockList, isIPv6 } from 'node:net'
import { closedRanges4, closedRanges6, publicRange6 } from '../network/specialRanges.ts'

const closed = new BlockList()
const publicIPv6 = new BlockList()
for (const range of closedRanges4) add(closed, range, 'ipv4')
for (const range of closedRanges6) add(closed, range, 'ipv6')
add(publicIPv6, publicRange6, 'ipv6')

/** Returns true if an address is private or has another special use. */
export function closedTo(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '')
  if (!isIPv6(bare)) return closed.check(bare, 'ipv4')
  return !publicIPv6.check(bare, 'ipv6') || closed.check(bare, 'ipv6')
}

function add(list: BlockList, range: string, family: 'ipv4' | 'ipv6'): void {
  const [network = '', prefix = ''] = range.split('/')
  list.addSubnet(network, Number(prefix), family)
}
