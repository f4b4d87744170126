import { addressNetwork, clientAddress, type TrustedProxies } from '@infinitio/process'

/** Where a request comes from. */
export type Visitor = {
  /** What limits count by: an IPv4 address, or an IPv6 network of 64 bits. */
  readonly network: string
  /** True for a direct connection from this machine that no proxy forwarded. */
  readonly isThisMachine: boolean
}

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
/** What proxies add. A request with one of these was forwarded, whoever wrote it. */
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
 * Returns where a request comes from, by the connection and the headers that `read` gives, null for one that is absent. What a page of another site sends counts apart: it
 * cannot use up the limits of the person who looks at it, and it never counts as a program on this machine.
 */
export function visitorOf(peer: string | undefined, { read, trusts, isForeignPage }: Asked): Visitor {
  const network = addressNetwork(clientAddress({ peer: peer ?? 'unknown', forwardedFor: read('x-forwarded-for') }, trusts))
  if (isForeignPage) return { network: `page:${network}`, isThisMachine: false }
  return { network, isThisMachine: loopback.has(peer ?? '') && forwardingHeaders.every((name) => read(name) === null) }
}
