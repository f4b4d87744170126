import type https from 'node:https'
import { openDb } from '@infinitio/db'
import { type Logger, selfSignedCertificate } from '@infinitio/process'
import { ClusterRelay } from './clusters/clusterRelay.ts'
import type { GatewayEnv } from './settings/env.ts'
import { EvidenceLog } from './evidence/evidenceLog.ts'
import { siteOf } from './evidence/siteOf.ts'
import { unknownSites } from './evidence/unknownSites.ts'
import { loadHostKey } from './keys/hostKey.ts'
import { AdmittedLeases } from './leases/admittedLeases.ts'
import { endOverSessions } from './leases/endOverSessions.ts'
import { LeaseConnections } from './leases/leaseConnections.ts'
import { startGatewayMetrics } from './metrics/startGatewayMetrics.ts'
import { openPortsDoor } from './ports/portsDoor.ts'
import type { CertificateFiles } from './ports/portsCertificate.ts'
import { openProbers } from './probes/openProbers.ts'
import { openSshDoor } from './ssh/sshDoor.ts'
import { openTerminalDoor } from './terminal/terminalDoor.ts'
import { openServicesDoor } from './services/servicesDoor.ts'
import { protocolFor, servicesOverHttp2 } from './services/servicesOverHttp2.ts'
import { knownNodeKeys, knownServiceKeys } from './tunnel/knownKeys.ts'
import { listenForTunnels } from './tunnel/listenForTunnels.ts'
import { ServiceTunnels } from './tunnel/serviceTunnels.ts'
import type { TunnelEvents, Tunnels } from './tunnel/tunnels.ts'

/**
 * A running gateway with its ports. `drain` stops it gracefully: refuses new connections, notifies nodes and renters, and waits until no connection to a lease
 * is open or the time is over. `close` then ends everything.
 */
export type Gateway = {
  sshPort: number
  terminalPort: number
  tunnelPort: number
  portsPort: number
  hostKey: string
  drain(limit: { withinMs: number }): Promise<void>
  close(): Promise<void>
}

const databaseConnections = 4
const checkKeysEveryMs = 30_000
const mostConnectionsPerLease = 32
/**
 * Maximum number of requests and WebSockets of one lease at the same time. A web page opens many of them, and each uses one of the 512 streams of the node's
 * tunnel.
 */
const mostExchangesPerLease = 128

/**
 * Records in the evidence when tunnels of machines open and close, with the site of each machine. `secret` is the gateways' common key. Calls `noteUnknown` for
 * each machine without a known site.
 */
function evidenceOfTunnels(
  evidence: EvidenceLog,
  { secret, noteUnknown }: { readonly secret: string; readonly noteUnknown: () => Promise<void> },
): TunnelEvents {
  return {
    opened(nodeId, address) {
      const site = siteOf(address, { secret })
      evidence.tunnelOpened(nodeId, site)
      if (site === null) void noteUnknown()
    },
    closed: (nodeId) => evidence.tunnelClosed(nodeId),
  }
}

/** Opens the gateway's four servers. Rejects if a port cannot be bound. The database may be unreachable at this time. */
export async function openGateway({ env, logger }: { env: GatewayEnv; logger: Logger }): Promise<Gateway> {
  const hostKey = await loadHostKey(env.HOST_KEY_FILE)
  const db = openDb({
    url: env.DATABASE_URL,
    max: databaseConnections,
    onError: (error) => logger.warn({ err: error }, 'a database connection broke'),
  })
  const evidence = new EvidenceLog({ db, gatewayId: env.GATEWAY_ID, logger })
  const connections = new LeaseConnections({ mostPerLease: mostConnectionsPerLease })
  const serviceTunnels = env.SERVICES_URL === undefined ? null : new ServiceTunnels(knownServiceKeys(db))
  const tunnelServer = await listenForTunnels({
    host: env.HOST,
    port: env.TUNNEL_PORT,
    gatewayId: env.GATEWAY_ID,
    identity: { privateKeyPem: hostKey.privateKeyPem, certificatePem: selfSignedCertificate(hostKey.privateKeyPem) },
    findNodeKey: knownNodeKeys(db),
    services: serviceTunnels,
    openProbers: (all) => openProbers({ db, gatewayId: env.GATEWAY_ID, tunnels: all, logger }),
    events: evidenceOfTunnels(evidence, { secret: hostKey.privateKeyPem, noteUnknown: unknownSites({ rpcUrl: env.RPC_URL, logger }) }),
    logger,
  })
  const { tunnels } = tunnelServer
  const exchanges = new LeaseConnections({ mostPerLease: mostExchangesPerLease })
  const leases = new AdmittedLeases({ db, nodeIds: () => tunnels.nodeIds(), isUsed: () => connections.size + exchanges.size > 0, logger })
  leases.onOver((leaseId) => connections.endLease(leaseId))
  leases.onSeen((lease) => connections.endUnwelcome(lease))
  const clusters = relayClusters({ env, tunnels, leases })
  leases.onLook(() => void endOverSessions({ db, connections, logger }))
  await leases.start()
  const endMetrics = startGatewayMetrics({ tunnels, serviceTunnels, connections, exchanges, leases, evidence })
  const rooms = { db, gatewayId: env.GATEWAY_ID, leases, connections, tunnels, evidence, logger }
  const ssh = await openSshDoor({
    ...{ host: env.HOST, port: env.SSH_PORT, hostKey: hostKey.privateKeyFile, mostPerAddress: env.SSH_CONNECTIONS_PER_ADDRESS, rooms },
  })
  const terminal = await openTerminalDoor({ host: env.HOST, port: env.TERMINAL_PORT, publicUrl: env.PUBLIC_URL, trusts: env.TRUSTED_PROXIES, rooms })
  const services = openServices(env, serviceTunnels)
  const ports = await openPortsDoor({
    ...{ host: env.HOST, port: env.PORTS_PORT, portsUrl: env.PORTS_URL, publicUrl: env.PUBLIC_URL, certificate: certificateOf(env) },
    ...{ secret: hostKey.privateKeyPem, connections: exchanges, shared: rooms, services },
  })
  return {
    sshPort: ssh.port,
    terminalPort: terminal.port,
    tunnelPort: tunnelServer.port,
    portsPort: ports.port,
    hostKey: hostKey.publicKey,
    async drain({ withinMs }) {
      ssh.stopListening()
      terminal.close()
      ports.stopListening()
      tunnelServer.stopListening()
      serviceTunnels?.tellDraining(Math.ceil(withinMs / 1_000))
      tunnels.tellAll({ ':path': '/draining', 'x-within': String(Math.ceil(withinMs / 1_000)) })
      logger.info({ connections: connections.size, exchanges: exchanges.size, withinMs }, 'draining')
      await Promise.all([connections, exchanges].map((open) => open.untilEmpty({ withinMs })))
    },
    async close() {
      endMetrics()
      ssh.close()
      terminal.close()
      ports.close()
      services?.close()
      leases.stop()
      clusters?.close()
      await tunnelServer.close()
      await evidence.close({ withinMs: 2_000 })
      await db.close()
    },
  }
}

/** Forwards packets between leases of clusters as long as they are admitted. Returns null if the settings turn it off. */
function relayClusters({ env, tunnels, leases }: { env: GatewayEnv; tunnels: Tunnels; leases: AdmittedLeases }): ClusterRelay | null {
  const { CLUSTER_MBPS: mbps, CLUSTER_MBPS_PER_LEASE: mbpsPerLease } = env
  if (mbps === 0) return null
  const relay = new ClusterRelay({ tunnels, mbps, mbpsPerLease })
  leases.onOver((leaseId) => relay.end(leaseId))
  leases.onSeen((lease) => relay.see(lease))
  return relay
}

/** Opens the server for AI services, and checks the keys of their tunnels at intervals. Returns null if the settings name no URL for services. */
function openServices({ SERVICES_URL: servicesUrl }: GatewayEnv, tunnels: ServiceTunnels | null) {
  if (servicesUrl === undefined || tunnels === null) return null
  const door = openServicesDoor({ servicesUrl, tunnels })
  const checkKeys = setInterval(() => void tunnels.endChanged(), checkKeysEveryMs).unref()
  return {
    ...door,
    protocolFor: (asked: Parameters<typeof protocolFor>[1]) => protocolFor(door, asked),
    overHttp2: (server: https.Server) => servicesOverHttp2(server, door),
    close() {
      clearInterval(checkKeys)
      door.close()
    },
  }
}

function certificateOf({ PORTS_CERT_FILE: certFile, PORTS_KEY_FILE: keyFile }: GatewayEnv): CertificateFiles | null {
  return certFile === undefined || keyFile === undefined ? null : { certFile, keyFile }
}
