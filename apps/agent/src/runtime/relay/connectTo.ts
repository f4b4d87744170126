import net from 'node:net'
import type { RelayPlace } from './relayMessages.ts'
import { requireOwnSocket } from './requireOwnPath.ts'

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
