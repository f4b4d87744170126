import { addressNetwork, clientAddress, type TrustedProxies } from '@infinitio/process'

/** The network origin of a request, for rate limits and for endpoints that only this machine may use. */
export type Visitor = {
  /** Rate limits count requests per network: an IPv4 address, or an IPv6 network of 64 bits. */
  readonly network: string
  /** True for a direct connection from this machine that no proxy forwarded. */
  readonly isThisMachine: boolean
}

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
/**
 * Headers that proxies add. A request with one of them counts as forwarded, even if the client
 * wrote the header.
 */
const forwardingHeaders = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-server',
  'x-real-ip',
  'via',
  'cf-connecting-ip',
]

type Asked = { readonly read: (name: string) => string | null; readonly trusts: TrustedProxies; readonly isForeignPage: boolean }

/**
 * Returns the network from which a request comes, calculated from its connection and headers. `read` returns a header, or null. Requests from a page of another
 * site have separate rate limits, so that the page cannot use up the limits of the person who views it. Such requests never count as requests of a program on
 * this machine.
 */
export function visitorOf(peer: string | undefined, { read, trusts, isForeignPage }: Asked): Visitor {
  const network = addressNetwork(clientAddress({ peer: peer ?? 'unknown', forwardedFor: read('x-forwarded-for') }, trusts))
  if (isForeignPage) return { network: `page:${network}`, isThisMachine: false }
  return { network, isThisMachine: loopback.has(peer ?? '') && forwardingHeaders.every((name) => read(name) === null) }
}
