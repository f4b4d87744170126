import { randomBytes } from 'node:crypto'
import net from 'node:net'
import type { Logger } from '@infinitio/process'
import { authenticateTunnel, type FindNodeKey } from './authenticateTunnel.ts'
import { PendingPeers } from './pendingPeers.ts'
import { RefusedTunnels } from './refusedTunnels.ts'
import { secureTunnel, type TunnelIdentity, tunnelContext } from './secureTunnel.ts'
import { Tunnels, type TunnelEvents } from './tunnels.ts'

/** The running tunnel server. */
export type TunnelServer = { port: number; tunnels: Tunnels; stopListening(): void; close(): Promise<void> }

const handshakeWithinMs = 5_000

/**
 * Takes the connections that nodes dial in by TLS 1.3, in which the gateway proves `identity`, challenges each for its node key and keeps
 * the accepted ones in `tunnels`. Unproven connections are limited (256 in all, 96 per address, 5 s for TLS and 5 s for each answer).
 * Rejects when the port cannot be bound.
 */
export async function listenForTunnels({
  host,
  port,
  gatewayId,
  identity,
  findNodeKey,
  events,
  logger,
}: {
  host: string
  port: number
  gatewayId: string
  identity: TunnelIdentity
  findNodeKey: FindNodeKey
  events: TunnelEvents
  logger: Logger
}): Promise<TunnelServer> {
  const tunnels = new Tunnels(events)
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
      .then((secure) => authenticateTunnel({ socket: secure, gatewayId, instance, findNodeKey }))
      .then((result) => {
        if ('refused' in result) return refused.note({ reason: result.refused, address, nodeId: result.nodeId })
        tunnels.add(result)
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
      tunnels.closeAll()
    },
  }
}
