import net from 'node:net'
import type { RelayPlace } from './relayMessages.ts'
import { requireOwnFolder } from './requireOwnPath.ts'

/** Connections that wait to be handed over; the kernel refuses more. */
const mostWaiting = 32

/** Listens at a place, its first address if it has several; sockets are handed on with nothing read from them. Rejects when it cannot. */
export async function listenAt(place: RelayPlace, onConnection: (socket: net.Socket) => void): Promise<net.Server> {
  if ('path' in place) requireOwnFolder(place)
  const server = net.createServer({ pauseOnConnect: true, allowHalfOpen: true, noDelay: true }, onConnection)
  const where = 'path' in place ? { path: place.path } : { host: place.addresses[0], port: place.port }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ ...where, backlog: mostWaiting }, resolve)
  })
  server.on('error', () => {})
  return server
}
