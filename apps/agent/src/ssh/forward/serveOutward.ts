import type { Socket } from 'node:net'
import type { Connection, ServerChannel } from 'ssh2'
import type { ForwardListener, ForwardTarget, SandboxRelay } from '../../runtime/runtime.ts'
import type { SshConnection } from '../sshConnection.ts'
import { joinChannel, pathTarget } from './serveInward.ts'

type Asked = { bindAddr?: string; bindPort?: number; socketPath?: string }
type Opened = (error: Error | undefined, channel: ServerChannel) => void

const mostListeners = 32

/**
 * Lets the renter listen inside the sandbox for connections (ssh -R): on a port of its loopback, whatever address the client requested, or on a socket file.
 * Returns the function that closes all listeners.
 */
export function serveOutward(connection: SshConnection, relay: SandboxRelay): () => void {
  const { client, door, logger } = connection
  const listeners = new Map<string, ForwardListener | null>()
  let over = false

  async function listen(key: string, target: ForwardTarget, asked: Asked): Promise<number | null> {
    listeners.set(key, null)
    try {
      let port: number | null = null
      const listener = await relay.listen(target, (socket) =>
        carry({ socket, connection, asked: port === null ? asked : { ...asked, bindPort: port } }),
      )
      port = listener.port
      const known = port === null ? key : keyOf({ ...asked, bindPort: port })
      listeners.delete(key)
      if (over) listener.close()
      else listeners.set(known, listener)
      return port
    } catch (error) {
      listeners.delete(key)
      throw error
    }
  }
  const answer = (accept: ((port?: number) => void) | undefined, reject: (() => void) | undefined, name: string, asked: Asked): void => {
    const key = keyOf(asked)
    if (name.startsWith('cancel-')) {
      const listener = listeners.get(key)
      listener?.close()
      listeners.delete(key)
      const reply = listener === undefined ? reject : accept
      reply?.()
      return
    }
    const target = targetOf(name, asked)
    if (target === null || listeners.has(key) || listeners.size >= mostListeners) {
      reject?.()
      return
    }
    listen(key, target, asked).then(
      (port) => accept?.(port ?? undefined),
      (error: unknown) => {
        logger.debug({ leaseId: door.leaseId, err: error }, 'a remote forward was refused')
        reject?.()
      },
    )
  }
  client.on('request', (accept, reject, name, info) => answer(accept, reject, name, info as Asked))
  return () => {
    over = true
    for (const listener of listeners.values()) listener?.close()
    listeners.clear()
  }
}

function keyOf({ bindAddr, bindPort, socketPath }: Asked): string {
  return socketPath === undefined ? `${bindAddr}:${bindPort}` : `path ${socketPath}`
}

function targetOf(name: string, { bindPort, socketPath }: Asked): ForwardTarget | null {
  if (name === 'streamlocal-forward@openssh.com') return pathTarget(socketPath ?? '')
  if (name !== 'tcpip-forward' || bindPort === undefined || bindPort > 65_535) return null
  return { port: bindPort }
}

/** Offers a connection from inside the sandbox to the renter's client, under the address and port that the client requested. */
function carry({ socket, connection, asked }: { socket: Socket; connection: SshConnection; asked: Asked }): void {
  const { client, budget } = connection
  socket.on('error', () => {})
  if (!budget.take()) return void socket.destroy()
  const opened: Opened = (error, channel) => {
    if (error === undefined) {
      joinChannel({ channel, socket, connection, closed: () => budget.release() })
      return
    }
    socket.destroy()
    budget.release()
  }
  const { bindAddr = '', bindPort = 0, socketPath } = asked
  if (socketPath !== undefined) return void (client as Connection).openssh_forwardOutStreamLocal(socketPath, opened)
  client.forwardOut(bindAddr, bindPort, socket.remoteAddress ?? '127.0.0.1', socket.remotePort ?? 0, opened)
}
