import type { ServerChannel } from 'ssh2'
import type { ForwardTarget, SandboxRelay } from '../../runtime/runtime.ts'
import type { SshConnection } from '../sshConnection.ts'
import { joinChannel } from './joinChannel.ts'

type Opening = { accept: () => ServerChannel | undefined; reject: () => void; target: ForwardTarget | null }

/** The names by which a client calls the sandbox itself. */
const loopbackName = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1)$/i
const longestPath = 107

/** Serves what the renter connects to inside the sandbox (-L, -D, VS Code): the lease's own services on loopback and its sockets. */
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

/** A port of the sandbox's loopback; null for every other place. */
function portTarget(host: string, port: number): ForwardTarget | null {
  return loopbackName.test(host) && port >= 1 && port <= 65_535 ? { port } : null
}

/** A socket file; null for what no socket can be called. */
export function pathTarget(path: string): ForwardTarget | null {
  return path !== '' && !path.includes('\0') && Buffer.byteLength(path) <= longestPath ? { path } : null
}
