import type { Socket } from 'node:net'
import { guardChannel, pacedOutput } from '@infinitio/process'
import type { ServerChannel } from 'ssh2'
import type { ForwardTarget, SandboxRelay } from '../../runtime/runtime.ts'
import type { SshConnection } from '../sshConnection.ts'

type Opening = { accept: () => ServerChannel | undefined; reject: () => void; target: ForwardTarget | null }

/** Host names with which a client means the sandbox itself. */
const loopbackName = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1)$/i
const longestPath = 107

/** Serves the renter's connections into the sandbox (-L, -D, VS Code): to the lease's services on loopback and to its socket files. */
export function serveInward(connection: SshConnection, relay: SandboxRelay): void {
  const { client, door, budget, logger } = connection

  function open({ accept, reject, target }: Opening): void {
    if (target === null || !budget.take()) {
      reject()
      return
    }
    relay.connect(target).then(
      (socket) => {
        const channel = accept()
        if (channel !== undefined) {
          joinChannel({ channel, socket, connection, closed: () => budget.release() })
          return
        }
        socket.destroy()
        budget.release()
      },
      (error: unknown) => {
        logger.debug({ leaseId: door.leaseId, err: error }, 'a forward was refused')
        budget.release()
        reject()
      },
    )
  }
  client.on('tcpip', (accept, reject, info) => open({ accept, reject, target: portTarget(info.destIP, info.destPort) }))
  client.on('openssh.streamlocal', (accept, reject, info) => open({ accept, reject, target: pathTarget(info.socketPath) }))
}

/** Returns the target for a port of the sandbox's loopback; null for any other host or an invalid port. */
function portTarget(host: string, port: number): ForwardTarget | null {
  return loopbackName.test(host) && port >= 1 && port <= 65_535 ? { port } : null
}

/** Returns a socket file as a target; null for a path that no socket can have. */
export function pathTarget(path: string): ForwardTarget | null {
  return path !== '' && !path.includes('\0') && Buffer.byteLength(path) <= longestPath ? { path } : null
}

/** Connects the channel of a port forward to its socket. Each direction ends separately. Calls `closed` once, when the channel has ended. */
export function joinChannel({
  channel,
  socket,
  connection,
  closed,
}: {
  channel: ServerChannel
  socket: Socket
  connection: SshConnection
  closed: () => void
}): void {
  if (!guardChannel(channel, connection.cut)) return void socket.destroy()
  // The socket comes from another process. Without this setting, such a socket would close both directions as soon as one ends.
  socket.allowHalfOpen = true
  socket.setNoDelay(true)
  const output = pacedOutput({ channel, line: connection.line })
  channel.pipe(socket)
  socket.pipe(output)
  // On the server's side, `channel.end()` would close both directions. So end only the output here.
  output.once('finish', () => channel.eof())
  socket.on('error', () => {})
  socket.once('close', () => {
    // Some data from the socket may still wait to be sent, so end the channel after it.
    output.end(() => channel.end())
    channel.resume()
  })
  channel.on('error', () => socket.destroy())
  const forget = connection.onGone(() => socket.destroy())
  channel.once('close', () => {
    forget()
    socket.destroy()
    closed()
  })
}
