import { createHmac } from 'node:crypto'
import { isIPv4 } from 'node:net'
import { addressNetwork, isPublicAddress } from '@infinitio/process'

const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i
const hexDigits = 32

/**
 * Returns a text that is equal for all public addresses of one site: the first 24 bits of an IPv4 address, or the first 32 bits of an IPv6 address (a smaller
 * IPv6 network is free). Returns null for an address that is not public, because it shows no site: a loopback address, or one of a proxy in front of this
 * gateway. The text is a keyed hash, so nobody can read the address from it. `secret` is the gateways' common key. Pure.
 */
export function siteOf(remoteAddress: string, { secret }: { readonly secret: string }): string | null {
  const address = mapped.exec(remoteAddress)?.[1] ?? remoteAddress
  if (!isPublicAddress(address)) return null
  const network = isIPv4(address) ? address.split('.').slice(0, 3).join('.') : addressNetwork(address).split(':').slice(0, 2).join(':')
  return createHmac('sha256', secret).update(`site ${network}`).digest('hex').slice(0, hexDigits)
}
