import { randomBytes } from 'node:crypto'
import net from 'node:net'
import { type Logger, metrics } from '@infinitio/process'
import type { ErrorCode } from '@infinitio/domain'
import { authenticateTunnel, type FindKey } from './authenticateTunnel.ts'
import { PendingPeers } from './pendingPeers.ts'
import { peerKind, secureTunnel, tunnelContext, type TunnelIdentity } from './secureTunnel.ts'
import type { ServiceTunnels } from './serviceTunnels.ts'
import { type TunnelEvents, Tunnels } from './tunnels.ts'

/** Serves validators that connect to the same port to measure machines. `serve` calls `onProven` when the validator has sent a signed request. */
export type ProberConnections = { serve(socket: net.Socket, events: { onProven(): void }): void; closeAll(): void }

/**
 * The reason why a peer that connected got no tunnel. `crowded`: too many peers have not proved who they are yet. `unproven`: its handshake or its answer
 * failed or did not come. Otherwise the error code that it got.
 */
type TunnelRefusal = 'crowded' | 'unproven' | ErrorCode

const warnEveryMs = 60_000
const refused = metrics.counter({
  name: 'infinitio_gateway_tunnels_refused_total',
  help: 'Connections to the tunnel port that became no tunnel, by the reason',
  labels: ['reason'],
})

/**
 * Counts and logs the peers that connected but got no tunnel. A stranger can cause any number of them, so each one is logged only at level debug. At most once
 * a minute, a warning is logged with their number and the last reason.
 */
export class RefusedTunnels {
  readonly #logger: Logger
  readonly #nowMs: () => number
  #warnedAtMs = Number.NEGATIVE_INFINITY
  #sinceWarning = 0

  constructor({ logger, nowMs }: { logger: Logger; nowMs: () => number }) {
    this.#logger = logger
    this.#nowMs = nowMs
  }

  note({ reason, ...facts }: { reason: TunnelRefusal; address: string; peer?: string | null; err?: unknown }): void {
    refused.inc({ reason })
    this.#sinceWarning += 1
    this.#logger.debug({ reason, ...facts }, 'refused a tunnel')
    const nowMs = this.#nowMs()
    if (nowMs - this.#warnedAtMs < warnEveryMs) return
    this.#logger.warn({ reason, ...facts, refused: this.#sinceWarning }, 'refused tunnels')
    this.#warnedAtMs = nowMs
    this.#sinceWarning = 0
  }
}

/** The running tunnel server. */
export type TunnelServer = { port: number; tunnels: Tunnels; stopListening(): void; close(): Promise<void> }

const handshakeWithinMs = 5_000

/**
 * Accepts connections of nodes over TLS 1.3, in which the gateway proves its key (`identity`). Each node must prove its key, too; then its session is added to
 * `tunnels`. An AI service requests another protocol, proves its response key, and is added to `services` only. A validator requests another protocol in the
 * handshake, and `openProbers` serves it. Connections that are not authenticated yet are limited: 256 in all, 96 per address, 5 s for TLS and 5 s for each
 * answer. Rejects if the port cannot be bound.
 */
export async function listenForTunnels({
  host,
  port,
  gatewayId,
  identity,
  findNodeKey,
  services = null,
  openProbers,
  events,
  logger,
}: {
  host: string
  port: number
  gatewayId: string
  identity: TunnelIdentity
  findNodeKey: FindKey
  /** The tunnels of AI services. If null, connections of services are closed. */
  services?: ServiceTunnels | null
  /** Creates the server for validators that connect to this port. If it is missing, connections of validators are closed. */
  openProbers?: (tunnels: Tunnels) => ProberConnections
  events: TunnelEvents
  logger: Logger
}): Promise<TunnelServer> {
  const tunnels = new Tunnels(events)
  const probers = openProbers?.(tunnels) ?? null
  const instance = randomBytes(16).toString('hex')
  const context = tunnelContext(identity)
  const pending = new PendingPeers({ most: 256, mostPerAddress: 96 })
  const refused = new RefusedTunnels({ logger, nowMs: () => performance.now() })
  const server = net.createServer({ noDelay: true, keepAlive: true }, (socket) => {
    socket.on('error', (error) => logger.debug({ err: error }, 'tunnel socket broke'))
    const address = socket.remoteAddress ?? 'unknown'
    if (!pending.enter(address)) {
      refused.note({ reason: 'crowded', address })
      return void socket.destroy()
    }
    secureTunnel({ socket, context, withinMs: handshakeWithinMs })
      .then(async (secure) => {
        const kind = peerKind(secure)
        if (kind === 'validator') return await probing(secure, probers)
        const reason = await admit(secure, kind, { address, gatewayId, instance, findNodeKey, tunnels, services })
        if (reason !== null) refused.note({ ...reason, address })
      })
      .catch((error: unknown) => {
        refused.note({ reason: 'unproven', address, err: error })
        socket.destroy()
      })
      .finally(() => pending.leave(address))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const bound = server.address() as net.AddressInfo
  return {
    port: bound.port,
    tunnels,
    stopListening: () => void server.close(),
    async close() {
      server.close()
      probers?.closeAll()
      tunnels.closeAll()
      services?.closeAll()
    },
  }
}

/**
 * Resolves when the validator on this connection has sent a signed request, or when the connection has closed. Until then the connection counts as
 * unauthenticated.
 */
function probing(socket: net.Socket, probers: ProberConnections | null): Promise<void> {
  return new Promise((resolve) => {
    socket.once('close', () => resolve())
    if (probers === null) socket.destroy()
    else probers.serve(socket, { onProven: resolve })
  })
}

type Admission = {
  readonly address: string
  readonly gatewayId: string
  readonly instance: string
  readonly findNodeKey: FindKey
  readonly tunnels: Tunnels
  readonly services: ServiceTunnels | null
}

/** Checks the key of a node or a service, and adds its session to the tunnels of its kind. Returns null, or the reason why the peer got no tunnel. */
async function admit(
  socket: net.Socket,
  kind: 'node' | 'service' | null,
  { address, gatewayId, instance, findNodeKey, tunnels, services }: Admission,
): Promise<{ reason: TunnelRefusal; peer: string | null } | null> {
  const findKey = kind === 'node' ? findNodeKey : (services?.findKey.bind(services) ?? null)
  if (kind === null || findKey === null) {
    socket.destroy()
    return { reason: 'unproven', peer: null }
  }
  const result = await authenticateTunnel({ socket, gatewayId, instance, kind, findKey })
  if ('refused' in result) return { reason: result.refused, peer: result.id }
  if (kind === 'node') tunnels.add({ ...result, nodeId: result.id, address })
  else if (services?.add(result) === false) return { reason: 'crowded', peer: result.id }
  return null
}
