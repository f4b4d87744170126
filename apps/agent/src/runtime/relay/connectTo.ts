import net from 'node:net'
import fs from 'node:fs'
import path from 'node:path'
import type { RelayPlace } from './relayMessages.ts'

/** The maximum number of connections to a listener that may wait to be accepted. The kernel refuses further ones. */
const mostWaiting = 32

type Place = { path: string; below: string | null }

const withinMs = 10_000

/** Connects to the first address that accepts, and reads nothing from the socket. Rejects with the last error if no address accepts. */
export async function connectTo(place: RelayPlace): Promise<net.Socket> {
  if ('path' in place) {
    requireOwnSocket(place)
    return connect({ path: place.path })
  }
  let last: unknown = new Error('no address')
  for (const host of place.addresses) {
    try {
      return await connect({ host, port: place.port })
    } catch (error) {
      last = error
    }
  }
  throw last
}

function connect(to: net.NetConnectOpts): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ ...to, allowHalfOpen: true, noDelay: true } as net.NetConnectOpts)
    // Pauses the socket before it connects, because the process that receives the socket would not see data that was read here.
    socket.pause()
    socket.setTimeout(withinMs, () => socket.destroy(new Error('ETIMEDOUT')))
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.setTimeout(0)
      resolve(socket)
    })
  })
}

/**
 * Throws unless the socket file belongs to the lease. If each lease has its own user, that user (the user of this process) must own the file. If leases share a
 * user, the file must be below the lease's home folder.
 */
function requireOwnSocket(place: Place): void {
  const real = fs.realpathSync(place.path)
  if (place.below === null ? fs.statSync(real).uid !== process.getuid?.() : !isBelow(real, place.below)) throw new Error('EACCES')
}

/**
 * Throws if the lease may not create a socket file at this path. If each lease has its own user, the kernel refuses paths that the user may not write. If
 * leases share a user, the path must be below the lease's home folder.
 */
export function requireOwnFolder(place: Place): void {
  if (place.below !== null && !isBelow(fs.realpathSync(path.dirname(place.path)), place.below)) throw new Error('EACCES')
}

function isBelow(file: string, folder: string): boolean {
  const real = fs.realpathSync(folder)
  return file === real || file.startsWith(`${real}/`)
}

/** Listens at a socket file, or at the port of the first address. Passes on accepted sockets without reading from them. Rejects when it cannot listen. */
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
