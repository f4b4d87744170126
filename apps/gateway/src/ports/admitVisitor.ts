import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { LeaseEndpoint } from '@infinitio/db'
import type { ErrorCode } from '@infinitio/domain'
import { mayAtLease } from '../leases/mayAtLease.ts'
import type { Visitor } from './portExchanges.ts'
import type { PortRooms } from './portRooms.ts'
import type { PortHost, PortsAddress } from './portsAddress.ts'
import type { Whose } from './portSessions.ts'
import { readCredential } from './readCredential.ts'

/**
 * The answer for a visitor who is not admitted. `refused` is the error code. `leaseId` is the lease to which the requested host name belongs, or null; the
 * market's page of that lease explains how to get access.
 */
export type NotAdmitted = { refused: ErrorCode; leaseId: string | null }

/**
 * Checks a visitor's request for a port of a lease. The host name must belong to a lease that is running and has this port. The session or token must belong to
 * an account that may use the lease. Wrong names and tokens count against the visitor's network address. Rejects if the database does not answer and there is
 * no cached answer.
 */
export async function admitVisitor(request: IncomingMessage, host: PortHost, rooms: PortRooms): Promise<Visitor | NotAdmitted> {
  const address = request.socket.remoteAddress ?? 'unknown'
  const isGuesser = rooms.penalties.isRefused(address, Date.now())
  if (isGuesser && !isKnown(request, host, rooms)) return { refused: 'api.rate_limited', leaseId: null }
  const endpoint = await rooms.endpoints.get(host.label, Date.now())
  if (endpoint === null) {
    rooms.penalties.blame(address, Date.now())
    return { refused: 'lease.unknown', leaseId: null }
  }
  const { leaseId } = endpoint
  const known = await accountOf(request, host, rooms)
  if ('refused' in known) return { refused: known.refused, leaseId }
  const { account, ask } = known
  if (!mayAtLease('openPort', { account, lease: endpoint })) return { refused: 'auth.token_invalid', leaseId }
  const lease = await rooms.leases.find(leaseId)
  if (lease === null) return { refused: endpoint.state === 'booked' ? 'lease.not_ready' : 'lease.over', leaseId }
  if (!lease.ports.includes(host.port)) return { refused: 'lease.port_unknown', leaseId }
  const hasPort = async (): Promise<boolean> => (await rooms.leases.find(leaseId))?.ports.includes(host.port) ?? false
  const stillMay = async (): Promise<boolean> => {
    const now = await rooms.endpoints.get(host.label, Date.now())
    if (now?.leaseId !== leaseId || !(await hasPort())) return false
    const still = await ask()
    return still !== null && mayAtLease('openPort', { account: still, lease: now })
  }
  return { lease, port: host.port, stillMay }
}

type Known = { account: string; ask(): Promise<string | null> }

async function accountOf(request: IncomingMessage, host: PortHost, rooms: PortRooms): Promise<Known | { refused: ErrorCode }> {
  const credential = readCredential(request.headers, rooms.sessions.cookieName)
  if (credential === null) return { refused: 'auth.token_missing' }
  if (credential.kind === 'page') {
    const whose = rooms.sessions.whoseIs({ value: credential.cookie, host, nowSeconds: Math.floor(Date.now() / 1_000) })
    if (whose === null) return { refused: 'auth.token_missing' }
    if (!(await isSessionOpen(whose, rooms))) return { refused: 'auth.session_revoked' }
    if (isFromForeignPage(request, { host, address: rooms.address })) return { refused: 'auth.origin_refused' }
    return { account: whose.account, ask: async () => ((await isSessionOpen(whose, rooms)) ? whose.account : null) }
  }
  const tokenHash = hashOf(credential.token)
  const ask = async (): Promise<string | null> => {
    const token = await rooms.tokens.get(tokenHash, Date.now())
    return token?.kind === 'program' && token.label === host.label ? token.account : null
  }
  const account = await ask()
  if (account !== null) return { account, ask }
  rooms.penalties.blame(request.socket.remoteAddress ?? 'unknown', Date.now())
  return { refused: 'auth.token_invalid' }
}

/** Returns true if the visit did not come from a market session, or if that session has not ended. */
export async function isSessionOpen({ session }: Pick<Whose, 'session'>, { openSessions }: Pick<PortRooms, 'openSessions'>): Promise<boolean> {
  return session === null || (await openSessions.get(session, Date.now()))
}

/**
 * Returns true if the visitor's session or token is certainly genuine: its answer is cached, or this gateway signed the cookie. Such a visitor is admitted even
 * if others guess tokens from the same address.
 */
function isKnown(request: IncomingMessage, host: PortHost, { sessions, tokens }: PortRooms): boolean {
  const credential = readCredential(request.headers, sessions.cookieName)
  if (credential?.kind === 'program') return tokens.last(hashOf(credential.token)) !== null
  return credential !== null && sessions.whoseIs({ value: credential.cookie, host, nowSeconds: Math.floor(Date.now() / 1_000) }) !== null
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/**
 * Checks the lease when a market page exchanges its token for a session. Returns null if the account of the token may use this port of the lease, else the
 * error code.
 */
export async function refusalOfEndpoint(
  { endpoint, account, port }: { endpoint: LeaseEndpoint; account: string; port: number },
  rooms: PortRooms,
): Promise<ErrorCode | null> {
  if (!mayAtLease('openPort', { account, lease: endpoint })) return 'auth.token_invalid'
  const lease = await rooms.leases.find(endpoint.leaseId)
  if (lease === null) return endpoint.state === 'booked' ? 'lease.not_ready' : 'lease.over'
  return lease.ports.includes(port) ? null : 'lease.port_unknown'
}

/**
 * Returns true if a page of another site, or of another lease, sent this request with a session's cookie. Browsers treat all host names of ports as one site
 * and add the cookie, but only pages of the same lease may call its ports. Following a link is allowed.
 */
function isFromForeignPage(request: IncomingMessage, { host, address }: { host: PortHost; address: PortsAddress }): boolean {
  const { origin } = request.headers
  const fetchSite = request.headers['sec-fetch-site']
  if (origin !== undefined && origin !== 'null') return !URL.canParse(origin) || address.read(new URL(origin).host)?.label !== host.label
  if (fetchSite === undefined) return origin === 'null'
  if (fetchSite === 'same-origin' || fetchSite === 'none') return false
  const isFollowed = request.headers['sec-fetch-mode'] === 'navigate' && (request.method === 'GET' || request.method === 'HEAD')
  return !isFollowed
}
