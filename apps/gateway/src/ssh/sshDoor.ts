import { createServer, type Socket } from 'node:net'
import { sshAlgorithms } from '@infinitio/domain'
import type { AdmittedLease } from '@infinitio/db'
import { guardLine, type Logger } from '@infinitio/process'
import ssh2, { type Algorithms, type Connection } from 'ssh2'
import type { EvidenceLog } from '../evidence/evidenceLog.ts'
import type { AdmittedLeases } from '../leases/admittedLeases.ts'
import type { LeaseConnections, OpenConnection } from '../leases/leaseConnections.ts'
import type { Tunnels } from '../tunnel/tunnels.ts'
import { forwardToLease } from './forwardToLease.ts'
import { authorisedKeys, keysOfLease, signInRenter } from './signInRenter.ts'
import { SourcePenalties } from './sourcePenalties.ts'

/** The objects of the gateway that the SSH server uses. */
export type SshDoorRooms = {
  leases: AdmittedLeases
  connections: LeaseConnections
  tunnels: Tunnels
  evidence: Pick<EvidenceLog, 'connectionOpened'>
  logger: Logger
}

const signInWithinMs = 20_000
const closeAfterNoticeMs = 700
/** The most channels of one SSH connection. A jump to a lease needs one channel; clients that share one connection for several sessions need a few. */
const mostChannels = 16

/**
 * Opens the SSH server for renters, the first hop of `ssh -J lease-<id>@gateway`. Renters sign in with a key of their lease's workload. They may connect only
 * to `lease-<id>:22` of the same lease. That second hop ends in the machine and is encrypted with its host key, so the gateway cannot read it. Refuses
 * addresses with many failures for some time. Resolves once it listens; rejects if the port cannot be bound.
 */
export async function openSshDoor({
  host,
  port,
  hostKey,
  mostPerAddress,
  rooms,
}: {
  host: string
  port: number
  hostKey: string
  /** Maximum open connections of one address. */
  mostPerAddress: number
  rooms: SshDoorRooms
}): Promise<{ port: number; stopListening(): void; close(): void }> {
  const penalties = new SourcePenalties({ rule: { mostPoints: 20, pointsForgivenPerSecond: 0.5 }, mostOpen: mostPerAddress })
  const sweep = setInterval(() => penalties.sweep(Date.now()), 60_000)
  const open = new Set<Connection>()
  const algorithms = sshAlgorithms as unknown as Algorithms
  const settings = { hostKeys: [hostKey], algorithms, ident: 'infinitio-gateway', keepaliveInterval: 15_000, keepaliveCountMax: 3 }
  // Accept sockets here, because ssh2 reports a connection only after the client's first line. That would be too late to count the connection or to limit its
  // time.
  const server = createServer({ noDelay: true }, (socket) => {
    const address = socket.remoteAddress ?? ''
    socket.on('error', (error) => rooms.logger.debug({ err: error }, 'an SSH connection broke'))
    if (!penalties.enter(address, Date.now())) {
      rooms.logger.warn({ address }, 'too many SSH connections or failures from one address')
      return void socket.destroy()
    }
    const signIn = { attempts: 0, done: false }
    const grace = setTimeout(() => socket.destroy(), signInWithinMs)
    socket.once('close', () => {
      clearTimeout(grace)
      penalties.leave(address, { failed: !signIn.done, attempts: signIn.attempts, nowMs: Date.now() })
    })
    const ssh = new ssh2.Server(settings, (client) => {
      open.add(client)
      client.on('close', () => open.delete(client))
      serveClient({
        ...{ client, socket, rooms },
        onAttempt: () => (signIn.attempts += 1),
        onSignedIn: () => {
          signIn.done = true
          clearTimeout(grace)
        },
      })
    })
    ssh.on('error', () => socket.destroy())
    ssh.injectSocket(socket)
    guardLine(socket, () => socket.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as { port: number }).port,
    stopListening: () => void server.close(),
    close() {
      clearInterval(sweep)
      server.close()
      for (const client of open) client.end()
    },
  }
}

type Served = { client: Connection; socket: Socket; rooms: SshDoorRooms; onAttempt: () => void; onSignedIn: () => void }

function serveClient({ client, socket, rooms, onAttempt, onSignedIn }: Served): void {
  let lease: AdmittedLease | null = null
  let as: { name: string; key: Buffer } = { name: '', key: Buffer.alloc(0) }
  // An error of one connection closes only that connection.
  client.on('error', (error) => rooms.logger.debug({ err: error }, 'an SSH connection broke'))
  signInRenter({
    ...{ client, leases: rooms.leases, logger: rooms.logger, onAttempt },
    onLease: (signedIn, by) => {
      lease = signedIn
      as = by
      onSignedIn()
    },
  })
  client.on('ready', () => {
    if (lease === null) return void client.end()
    const { leaseId, orderHash } = lease
    const connection: OpenConnection = {
      // If the lease is over, wait before cutting the connection: the machine sends a notice inside the encrypted session, and the renter should see it.
      end: (reason) => void setTimeout(() => cut(client, socket), reason === 'lease.over' ? closeAfterNoticeMs : 0),
      mayStay: (now) => authorisedKeys(keysOfLease(now)).some((key) => key.getPublicSSH().equals(as.key)),
    }
    if (!rooms.connections.add(leaseId, connection)) return void client.end()
    const closed = rooms.evidence.connectionOpened(leaseId, 'ssh')
    rooms.logger.info({ orderHash, leaseId, kind: 'ssh' }, 'a renter came in')
    const bytes = { bytesIn: 0, bytesOut: 0 }
    client.on('close', () => {
      rooms.connections.remove(leaseId, connection)
      closed(bytes)
      rooms.logger.info({ orderHash, leaseId, kind: 'ssh', ...bytes }, 'a renter left')
    })
    let channels = 0
    client.on('tcpip', (accept, reject, info) => {
      if (channels >= mostChannels) return reject()
      channels += 1
      forwardToLease({
        ...{ accept, reject, info, name: as.name, lease: lease as AdmittedLease, line: socket, tunnels: rooms.tunnels, bytes, logger: rooms.logger },
        closed: () => (channels -= 1),
      })
    })
  })
  client.on('session', (_accept, reject) => reject())
  client.on('request', (_accept, reject) => reject?.())
}

function cut(client: Connection, socket: Socket): void {
  client.end()
  socket.destroy()
}
