import net from 'node:net'
import fs from 'node:fs'
import path from 'node:path'
import type { RelayPlace } from './relayMessages.ts'

/** Connections that wait to be handed over; the kernel refuses more. */
const mostWaiting = 32

type Place = { path: string; below: string | null }

const withinMs = 10_000

/** A connection to the first address that takes it, with nothing read from it yet. Rejects with the last reason. */
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
    // Before it is connected: whatever is read here would be lost to who gets the socket.
    socket.pause()
    socket.setTimeout(withinMs, () => socket.destroy(new Error('ETIMEDOUT')))
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.setTimeout(0)
      resolve(socket)
    })
  })
}

/** Throws unless the socket at a path is the lease's: a file of this user, or, where leases share a user, one below the lease's home. */
function requireOwnSocket(place: Place): void {
  const real = fs.realpathSync(place.path)
  if (place.below === null ? fs.statSync(real).uid !== process.getuid?.() : !isBelow(real, place.below)) throw new Error('EACCES')
}

/** Throws unless a socket may be made at a path; what this user may not write the kernel refuses anyway. */
export function requireOwnFolder(place: Place): void {
  if (place.below !== null && !isBelow(fs.realpathSync(path.dirname(place.path)), place.below)) throw new Error('EACCES')
}

function isBelow(file: string, folder: string): boolean {
  const real = fs.realpathSync(folder)
  return file === real || file.startsWith(`${real}/`)
}

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
