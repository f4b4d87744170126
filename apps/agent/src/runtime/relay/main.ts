import type net from 'node:net'
import { becomeLeaseUser } from '../local/becomeLeaseUser.ts'
import type { RelayAnswer, RelayOrder } from './relayMessages.ts'
import { connectTo, listenAt } from './connectTo.ts'

/**
 * This process runs as the lease's user. It opens connections and listens on ports on behalf of the agent and passes the sockets to the agent. So the kernel
 * applies the renter's rights to every forward (ADR 42). It reads no data from the sockets, and ends with the agent.
 */
becomeLeaseUser()
const listeners = new Map<number, net.Server>()
process.on('disconnect', () => process.exit(0))
process.on('message', (order: RelayOrder) => {
  obey(order).catch((error: unknown) => {
    answer({ id: order.id, kind: 'failed', reason: (error as NodeJS.ErrnoException).code ?? String(error) })
  })
})

async function obey(order: RelayOrder): Promise<void> {
  const { id } = order
  switch (order.kind) {
    case 'connect':
      return answer({ id, kind: 'connected' }, await connectTo(order.place))
    case 'listen': {
      const server = await listenAt(order.place, (socket) => answer({ id, kind: 'accepted' }, socket))
      listeners.set(id, server)
      const address = server.address()
      return answer({ id, kind: 'listening', port: address !== null && typeof address === 'object' ? address.port : null })
    }
    case 'unlisten':
      listeners.get(id)?.close()
      listeners.delete(id)
      return
    default:
      order satisfies never
  }
}

function answer(what: RelayAnswer, socket?: net.Socket): void {
  // If the socket is lost on the way, the agent gets the message without a socket.
  process.send?.(what, socket, { keepOpen: false }, () => {})
}
