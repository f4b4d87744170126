import { createHash, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { findPortToken, openConnection } from '@infinitio/db'
import type { ErrorCode } from '@infinitio/domain'
import { originAllowed } from '../terminal/originAllowed.ts'
import { isSessionOpen, refusalOfEndpoint } from './admitVisitor.ts'
import type { PortRooms } from './portRooms.ts'
import type { PortHost } from './portsAddress.ts'
import type { Whose } from './portSessions.ts'
import { languageNamed, refuseVisitor, setLanguageCookie, type VisitorLanguage } from './refuseVisitor.ts'

const mostBodyBytes = 1_024

/**
 * Exchanges a token for a session on one port's host name. The market's page of the lease got the token for this port. It sends the token in a form, so that
 * the token is in no URL, history or log. Accepts only forms of the market's own pages, because another site could otherwise sign a visitor in to a lease of an
 * attacker. The token works once, and only for this port.
 */
export async function enterPort({
  request,
  response,
  host,
  rooms,
}: {
  request: IncomingMessage
  response: ServerResponse
  host: PortHost
  rooms: PortRooms
}): Promise<void> {
  const refuse = (entry: Refused, language: VisitorLanguage | null = null): void =>
    refuseVisitor({ request, response, publicUrl: rooms.publicUrl, language }, entry)
  const stopped = refusalOfSender(request, rooms)
  if (stopped !== null) return refuse({ refused: stopped, leaseId: null })
  // The visitor disconnected while sending the form, so no answer is needed.
  const form = await formOf(request).catch(() => null)
  const language = languageNamed(form?.get('language'))
  const entry = await judge(form?.get('token') ?? null, { request, host, rooms })
  if ('refused' in entry) return refuse(entry, language)
  const { account, session } = entry
  const { isSecure } = rooms.address
  response.writeHead(303, {
    location: '/',
    'set-cookie': [
      rooms.sessions.setCookie({ host, account, session, nowSeconds: Math.floor(Date.now() / 1_000) }),
      ...(language === null ? [] : [setLanguageCookie(language, { isSecure })]),
    ],
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'content-length': '0',
  })
  response.end()
}

type Refused = { refused: ErrorCode; leaseId: string | null }

/**
 * Checks where the form comes from, before the body is read. Returns the error code for a wrong method, for a page of another site, and for an IP address with
 * too many wrong tokens; otherwise null.
 */
function refusalOfSender({ method, headers: { origin }, socket }: IncomingMessage, rooms: PortRooms): ErrorCode | null {
  if (method !== 'POST') return 'api.method_not_allowed'
  if (origin === undefined || !originAllowed({ origin, publicUrl: rooms.publicUrl })) return 'auth.origin_refused'
  return rooms.penalties.isRefused(socket.remoteAddress ?? 'unknown', Date.now()) ? 'api.rate_limited' : null
}

async function judge(
  token: string | null,
  { request, host, rooms }: { request: IncomingMessage; host: PortHost; rooms: PortRooms },
): Promise<Whose | Refused> {
  const address = request.socket.remoteAddress ?? 'unknown'
  if (token === null) return { refused: 'api.malformed_body', leaseId: null }
  const tokenHash = createHash('sha256').update(token).digest('hex')
  const found = await findPortToken(rooms.db, { tokenHash })
  const isGood =
    found?.kind === 'page' && found.label === host.label && found.port === host.port && found.expiresAt !== null && found.expiresAt > new Date()
  const endpoint = await rooms.endpoints.get(host.label, Date.now())
  if (!isGood || endpoint === null) {
    rooms.penalties.blame(address, Date.now())
    return { refused: 'auth.token_invalid', leaseId: endpoint?.leaseId ?? null }
  }
  const { leaseId } = endpoint
  if (!(await isSessionOpen(found, rooms))) return { refused: 'auth.session_revoked', leaseId }
  const refused = await refusalOfEndpoint({ endpoint, account: found.account, port: host.port }, rooms)
  if (refused !== null) return { refused, leaseId }
  const id = randomUUID()
  const isFirst = await openConnection(rooms.db, { id, gatewayId: rooms.gatewayId, leaseId, kind: 'port', tokenHash, openedAt: new Date() })
  if (!isFirst) return { refused: 'auth.token_used', leaseId }
  rooms.evidence.connectionClosed(id, { bytesIn: 0, bytesOut: 0 })
  rooms.logger.info({ leaseId, port: host.port, kind: 'port' }, 'a renter came in')
  return { account: found.account, session: found.session }
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams | null> {
  let text = ''
  for await (const bytes of request) {
    text += (bytes as Buffer).toString('latin1')
    if (text.length > mostBodyBytes) return null
  }
  return new URLSearchParams(text)
}
