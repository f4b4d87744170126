import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import https from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { findLeaseEndpoint, findPortToken, listOpenSessions } from '@infinitio/db'
import type { LeaseConnections } from '../leases/leaseConnections.ts'
import { SourcePenalties } from '../ssh/sourcePenalties.ts'
import { PendingPeers } from '../tunnel/pendingPeers.ts'
import { admitVisitor, type NotAdmitted } from './admitVisitor.ts'
import { enterPort } from './enterPort.ts'
import { forwardRequest } from './forwardRequest.ts'
import { forwardUpgrade, responseOn } from './forwardUpgrade.ts'
import { KeptAnswers } from './keptAnswers.ts'
import { PortAgents } from './portAgents.ts'
import { PortExchanges } from './portExchanges.ts'
import type { PortRooms, SharedRooms } from './portRooms.ts'
import { portsAddress } from './portsAddress.ts'
import { type CertificateFiles, followCertificate, readCertificate } from './portsCertificate.ts'
import { PortSessions } from './portSessions.ts'
import { PortUse } from './portUse.ts'
import { refuseVisitor } from './refuseVisitor.ts'

/** The running server for ports of leases. `stopListening` refuses new connections and closes idle ones; `close` ends all requests and WebSockets, too. */
export type PortsDoor = { port: number; stopListening(): void; close(): void }

/** Host names at the same port that belong to AI services, and the function that answers their requests. */
type OtherHosts = {
  readonly serviceOf: (host: string) => string | null
  readonly answer: (request: IncomingMessage, response: ServerResponse, service: string) => void
  /** Selects the protocol of a new TLS connection. */
  readonly protocolFor: (asked: { servername: string; protocols: string[] }) => string | undefined
  /** Answers the connections of the server that speak HTTP/2. */
  readonly overHttp2: (server: https.Server) => { readonly stopListening: () => void; readonly close: () => void }
}

const mostConnections = { most: 4_000, mostPerAddress: 256 }
/** Limits of requests. The headers must arrive within 10 s and have at most 32 KiB. A body may take any time, as long as bytes arrive. */
const serverLimits = {
  ...{ maxHeaderSize: 32 * 1024, headersTimeout: 10_000, requestTimeout: 0, keepAliveTimeout: 60_000, connectionsCheckingInterval: 2_000 },
  ...{ insecureHTTPParser: false, requireHostHeader: true, keepAlive: true, keepAliveInitialDelay: 30_000, noDelay: true },
  shouldUpgradeCallback: (request: IncomingMessage) => request.headers.upgrade?.toLowerCase() === 'websocket',
}
const tlsLimits = { minVersion: 'TLSv1.2', handshakeTimeout: 10_000 } as const
/** Matches paths that the gateway itself answers, on every host name. */
const ownPath = /^\/\.infinitio(\/|$|\?)/

/**
 * Opens the server for ports of leases, each under its own host name (`<port>-<label>.<suffix>`). Forwards HTTP/1.1 and WebSockets through the tunnel of the
 * lease's node to the port in its sandbox (ADR 51). Refuses other host names, in particular the market's own.
 */
export async function openPortsDoor({
  host,
  port,
  portsUrl,
  publicUrl,
  certificate,
  secret,
  connections,
  shared,
  services = null,
}: {
  host: string
  port: number
  portsUrl: string
  publicUrl: string
  certificate: CertificateFiles | null
  secret: string
  connections: LeaseConnections
  shared: SharedRooms
  /** Answers requests to the AI services behind this gateway, which have their own host names at the same port. Null if there are none. */
  services?: OtherHosts | null
}): Promise<PortsDoor> {
  const rooms = roomsOf({ portsUrl, publicUrl, secret, connections, shared })
  const listener = (request: IncomingMessage, response: ServerResponse): void => void answer(request, response, { rooms, services })
  const server =
    certificate === null
      ? http.createServer(serverLimits, listener)
      : https.createServer({ ...serverLimits, ...tlsLimits, ...alpnOf(services), ...readCertificate(certificate) }, listener)
  const overHttp2 = certificate === null ? null : (services?.overHttp2(server as https.Server) ?? null)
  const stopFollowing = certificate === null ? () => {} : followCertificate(server as https.Server, certificate, shared.logger)
  const peers = new PendingPeers(mostConnections)
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? 'unknown'
    if (!peers.enter(address)) return void socket.destroy()
    socket.on('error', () => socket.destroy())
    socket.once('close', () => peers.leave(address))
  })
  server.on('upgrade', (request, socket, head) => void upgrade(request, socket, head, rooms))
  const sweep = setInterval(() => rooms.penalties.sweep(Date.now()), 60_000).unref()
  shared.leases.onOver((leaseId) => {
    connections.endLease(leaseId)
    rooms.agents.endLease(leaseId)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    stopListening() {
      server.close()
      overHttp2?.stopListening()
    },
    close() {
      clearInterval(sweep)
      stopFollowing()
      server.close()
      rooms.exchanges.endAll()
      rooms.use.close()
      rooms.agents.close()
      overHttp2?.close()
      server.closeAllConnections()
    },
  }
}

/** Returns the TLS option that chooses the protocol of a connection. Only connections to the host names of AI services may use HTTP/2. */
function alpnOf(services: OtherHosts | null): https.ServerOptions {
  return services === null ? { ALPNProtocols: ['http/1.1'] } : { ALPNCallback: services.protocolFor }
}

function roomsOf(made: { portsUrl: string; publicUrl: string; secret: string; connections: LeaseConnections; shared: SharedRooms }): PortRooms {
  const { publicUrl, connections, shared } = made
  const address = portsAddress(made.portsUrl)
  return {
    ...shared,
    ...{ publicUrl, address, connections },
    sessions: new PortSessions({ secret: made.secret, isSecure: address.isSecure }),
    endpoints: new KeptAnswers((label) => findLeaseEndpoint(shared.db, { label })),
    tokens: new KeptAnswers((tokenHash) => findPortToken(shared.db, { tokenHash })),
    openSessions: new KeptAnswers(async (tokenHash) => (await listOpenSessions(shared.db, { tokenHashes: [tokenHash] })).has(tokenHash)),
    penalties: new SourcePenalties({ rule: { mostPoints: 20, pointsForgivenPerSecond: 0.5 }, mostOpen: mostConnections.mostPerAddress }),
    agents: new PortAgents(shared.tunnels),
    exchanges: new PortExchanges(connections),
    use: new PortUse(shared.evidence),
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { rooms, services }: { rooms: PortRooms; services: OtherHosts | null },
): Promise<void> {
  const refuse = (why: NotAdmitted): void => refuseVisitor({ request, response, publicUrl: rooms.publicUrl }, why)
  response.on('error', () => response.destroy())
  try {
    if (!isStrictRequest(request)) return refuse({ refused: 'api.malformed_body', leaseId: null })
    const service = services?.serviceOf(request.headers.host ?? '') ?? null
    if (services !== null && service !== null) return services.answer(request, response, service)
    const host = rooms.address.read(request.headers.host ?? '')
    if (host === null) return refuse({ refused: 'auth.host_refused', leaseId: null })
    if (request.url === '/.infinitio/enter') return await enterPort({ request, response, host, rooms })
    if (ownPath.test(request.url ?? '')) return refuse({ refused: 'api.not_found', leaseId: null })
    const visitor = await admitVisitor(request, host, rooms)
    if ('refused' in visitor) return refuse(visitor)
    if (!response.destroyed) forwardRequest({ request, response, visitor, rooms })
  } catch (error) {
    rooms.logger.warn({ err: error }, 'a request for a port could not be judged')
    if (response.headersSent || response.destroyed) response.destroy()
    else refuse({ refused: 'api.database_unavailable', leaseId: null })
  }
}

async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, rooms: PortRooms): Promise<void> {
  socket.on('error', () => socket.destroy())
  const refuse = (why: NotAdmitted): void => refuseVisitor({ request, response: responseOn(request, socket), publicUrl: rooms.publicUrl }, why)
  try {
    if (!isStrictRequest(request) || request.method !== 'GET') return refuse({ refused: 'api.malformed_body', leaseId: null })
    const host = rooms.address.read(request.headers.host ?? '')
    if (host === null) return refuse({ refused: 'auth.host_refused', leaseId: null })
    if (ownPath.test(request.url ?? '')) return refuse({ refused: 'api.not_found', leaseId: null })
    const visitor = await admitVisitor(request, host, rooms)
    if ('refused' in visitor) return refuse(visitor)
    if (!socket.destroyed) forwardUpgrade({ request, socket, head, visitor, rooms })
  } catch (error) {
    rooms.logger.warn({ err: error }, 'a WebSocket for a port could not be judged')
    if (!socket.destroyed) refuse({ refused: 'api.database_unavailable', leaseId: null })
  }
}

/**
 * Returns true if every program reads a request in the same way. Node.js's own parser is already strict. This function also rejects what other programs might
 * read differently:
 * - a second Host, Content-Length or Transfer-Encoding, or both of the last two
 * - a URL with another host
 * - an old version of HTTP
 * - a transfer coding other than plain chunks
 */
export function isStrictRequest({
  rawHeaders,
  url,
  httpVersion,
  method,
}: Pick<IncomingMessage, 'rawHeaders' | 'url' | 'httpVersion' | 'method'>): boolean {
  const count = { host: 0, 'content-length': 0, 'transfer-encoding': 0 }
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase().replaceAll('_', '-')
    if (Object.hasOwn(count, name)) count[name as keyof typeof count] += 1
    if (name === 'transfer-encoding' && rawHeaders[index + 1]?.trim().toLowerCase() !== 'chunked') return false
  }
  if (count.host !== 1 || count['content-length'] + count['transfer-encoding'] > 1) return false
  return httpVersion === '1.1' && (url?.startsWith('/') === true || (url === '*' && method === 'OPTIONS'))
}
