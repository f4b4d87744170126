import { isIP } from 'node:net'
import type { TrustedProxies } from './trustedProxies.ts'

const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i
const mostHops = 16

/**
 * Returns the address that a request comes from. `peer` is the other end of the connection; `forwardedFor` is the text of X-Forwarded-For, which counts
 * only when the peer is one of our proxies: its rightmost address that is none of them is the visitor. What a visitor writes further left is never read, and
 * neither is anything behind an entry that is no address. Pure.
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
