import type { IncomingMessage } from 'node:http'
import type { PortHost, PortsAddress } from './portsAddress.ts'

/**
 * Whether a request with a session's cookie was made by a page of another site or of another lease. Names of one suffix are one site to a
 * browser, which sends the cookie along then; only ports of the same lease may call each other. A link that is followed is nobody's request.
 */
export function isFromForeignPage(request: IncomingMessage, { host, address }: { host: PortHost; address: PortsAddress }): boolean {
  const { origin } = request.headers
  const fetchSite = request.headers['sec-fetch-site']
  if (origin !== undefined && origin !== 'null') return !URL.canParse(origin) || address.read(new URL(origin).host)?.label !== host.label
  if (fetchSite === undefined) return origin === 'null'
  if (fetchSite === 'same-origin' || fetchSite === 'none') return false
  const isFollowed = request.headers['sec-fetch-mode'] === 'navigate' && (request.method === 'GET' || request.method === 'HEAD')
  return !isFollowed
}
