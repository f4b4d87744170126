import type { Duplex } from 'node:stream'
import { sshAlgorithms } from '@infinitio/domain'
import { cutStream, guardLine, type Logger } from '@infinitio/process'
import ssh2, { type Algorithms, type Connection, type ParsedKey, type PublicKeyAuthContext } from 'ssh2'
import { serveInward } from './forward/serveInward.ts'
import { serveOutward } from './forward/serveOutward.ts'
import { borrowRelay } from './forward/sharedRelay.ts'
import { ChannelBudget, type SshConnection } from './sshConnection.ts'
import type { LeaseDoor } from './leaseDoor.ts'
import { serveSession } from './serveSession.ts'

const mostAttempts = 20
const signInWithinMs = 20_000

/**
 * Serves the SSH connection of one lease that runs inside a stream of the tunnel. Uses the node's host key, whose public half is on the chain. Only the user
 * `root` may sign in, only with a public key of the workload or of a teammate. Offers sessions with exec, shell, terminals and sftp, and port forwards from and
 * to services of the lease itself. The gateway in between sees only encrypted bytes.
 */
export function serveSsh({ stream, hostKey, door, logger }: { stream: Duplex; hostKey: string; door: LeaseDoor; logger: Logger }): void {
  const algorithms = sshAlgorithms as unknown as Algorithms
  const server = new ssh2.Server(
    { hostKeys: [hostKey], algorithms, ident: 'infinitio-node', keepaliveInterval: 15_000, keepaliveCountMax: 3 },
    (client) => serveClient({ client, stream, door, logger }),
  )
  server.on('error', (error: Error) => {
    logger.debug({ orderHash: door.orderHash, leaseId: door.leaseId, err: error }, 'an SSH connection broke')
    cutStream(stream)
  })
  stream.on('error', () => cutStream(stream))
  // A client that has ended its input has left, and ssh2 sends it nothing more. Without this line, the tunnel's stream would stay half open.
  stream.once('end', () => stream.end())
  server.injectSocket(stream as unknown as Parameters<typeof server.injectSocket>[0])
  guardLine(stream, () => cutStream(stream))
}

function serveClient({ client, stream, door, logger }: { client: Connection; stream: Duplex; door: LeaseDoor; logger: Logger }): void {
  let signedInBy: Buffer | null = null
  const grace = setTimeout(() => client.end(), signInWithinMs)
  let attempts = 0
  client.on('error', (error) => logger.debug({ orderHash: door.orderHash, leaseId: door.leaseId, err: error }, 'an SSH connection broke'))
  client.on('authentication', (context) => {
    attempts += 1
    if (attempts > mostAttempts) return void client.end()
    // Reads the keys now, because a key may have been removed since the connection began.
    const keys = authorisedKeys(door.sshKeys)
    if (context.method !== 'publickey' || context.username !== 'root' || !isAuthorised(context, keys)) return context.reject(['publickey'])
    if (context.signature !== undefined) signedInBy = context.key.data
    return context.accept()
  })
  const connection = connectionOf({ client, stream, door, logger })
  client.on('ready', () => {
    clearTimeout(grace)
    serveForwards(connection)
  })
  client.on('session', (accept, reject) => (connection.budget.take() ? serveSession({ session: accept(), connection }) : reject()))
  const leave = door.enter({
    notify: () => {},
    close: () => {
      client.end()
      cutStream(stream)
    },
    mayStay: ({ sshKeys }) => signedInBy === null || authorisedKeys(sshKeys).some((key) => key.getPublicSSH().equals(signedInBy as Buffer)),
  })
  client.on('close', () => {
    clearTimeout(grace)
    leave()
  })
}

function connectionOf({ client, stream, door, logger }: { client: Connection; stream: Duplex; door: LeaseDoor; logger: Logger }): SshConnection {
  const acts = new Set<() => void>()
  client.on('close', () => {
    for (const act of [...acts]) act()
    acts.clear()
  })
  return {
    ...{ client, line: stream, door, logger, budget: new ChannelBudget() },
    cut: () => cutStream(stream),
    onGone: (act) => {
      acts.add(act)
      return () => acts.delete(act)
    },
  }
}

/** Parses the public keys that a lease's workload authorises. Skips malformed lines. */
function authorisedKeys(lines: readonly string[]): ParsedKey[] {
  return lines.flatMap((line) => {
    const parsed = ssh2.utils.parseKey(line)
    return parsed instanceof Error || parsed.isPrivateKey() ? [] : [parsed]
  })
}

/**
 * Returns true if the owner of an authorised key sent this request to sign in. A request without a signature only asks whether the key would be accepted; then
 * true means that the key is authorised.
 */
function isAuthorised(context: PublicKeyAuthContext, keys: readonly ParsedKey[]): boolean {
  const key = keys.find((candidate) => candidate.getPublicSSH().equals(context.key.data))
  if (key === undefined) return false
  if (context.signature === undefined || context.blob === undefined) return true
  return key.verify(context.blob, context.signature, context.hashAlgo) === true
}

/**
 * Serves the port forwards of an authenticated connection. -L and -D lead to services of the lease (`serveInward`). -R leads from ports of the lease's loopback
 * to the renter (`serveOutward`). Refuses all forwards if the runtime has no relay, which is a process inside the lease that opens the connections (ADR 42).
 */
function serveForwards(connection: SshConnection): void {
  const { client, door } = connection
  const borrowed = borrowRelay(door)
  if (borrowed === null) {
    client.on('request', (_accept, reject) => reject?.())
    return
  }
  serveInward(connection, borrowed.relay)
  const closeListeners = serveOutward(connection, borrowed.relay)
  connection.onGone(() => {
    closeListeners()
    borrowed.giveBack()
  })
}
