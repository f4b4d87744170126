import { isIP } from 'node:net'
import type { TrustedProxies } from './trustedProxies.ts'

const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i
const mostHops = 16

/**
 * Returns the address of a request's sender. `peer` is the other end of the connection. `forwardedFor` is the text of X-Forwarded-For; it counts only
 * if the peer is a trusted proxy, and its rightmost address that is not a trusted proxy is the sender. Entries further left, which the sender may
 * write, are never read; neither is anything left of an entry that is not an address. Pure.
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
  return mapped.exec(address)?.[1] ?? address
}
