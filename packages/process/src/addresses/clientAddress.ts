import { isIP, isIPv6 } from 'node:net'
import type { TrustedProxies } from './trustedProxies.ts'

const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i
const mostHops = 16

/**
 * Returns the address of the client that sent a request. `peer` is the address at the other end of the connection, and `forwardedFor` is the header
 * X-Forwarded-For. Starts with `peer`. As long as the address found so far is a trusted proxy, takes the next address of the header, from right to left (at
 * most 16). So the result is the first address that is not a trusted proxy, or the last one found before the list ends or a text is not an address. Addresses
 * further left are ignored, because the client could have invented them. Pure.
 */
export function clientAddress({ peer, forwardedFor }: { peer: string; forwardedFor: string | null }, isTrusted: TrustedProxies): string {
  let address = plain(peer)
  const hops = forwardedFor === null ? [] : forwardedFor.split(',').slice(-mostHops)
  for (const hop of hops.reverse()) {
    if (!isTrusted(address)) return address
    const named = plain(hop.trim())
    if (isIP(named) === 0) return address
    address = named
  }
  return address
}

function plain(address: string): string {
  return address.includes(':') ? (mapped.exec(address)?.[1] ?? address) : address
}

/**
 * Returns the network that counts as one customer. An IPv4 address is returned unchanged, also if it is mapped into IPv6. For an IPv6 address, returns the
 * first 64 bits, as `2001:db8:0:1::/64`. Returns other text unchanged. Pure.
 */
export function addressNetwork(address: string): string {
  if (!address.includes(':')) return address
  const unmapped = plain(address)
  if (!isIPv6(unmapped)) return unmapped
  const [head = '', tail = ''] = address.split('%', 1)[0]?.split('::') ?? []
  const before = head === '' ? [] : head.split(':')
  const after = tail === '' ? [] : tail.split(':')
  const groups = address.includes('::') ? [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after] : before
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
