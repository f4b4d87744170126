import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/**
 * The ports from which any free port is chosen. Browsers refuse some lower ports, and Linux uses those from 32,768 on for outgoing connections: such a
 * connection could take a port before its program listens, because on a busy machine a program needs seconds to start.
 */
const anyPorts = { first: 11_000, last: 32_000 }
const tries = 51

/**
 * Returns a TCP port that is free on 127.0.0.1 and on ::1 (both are "localhost"): `preferred`, or the next free port among the 50 after it. If `preferred` is
 * 0, returns any free port. Another process may take the port before the caller does. Throws if all of these ports are in use.
 */
export async function freePort({ preferred }: { preferred: number }): Promise<number> {
  const candidates = Array.from({ length: tries }, (_, at) => (preferred === 0 ? randomInt(anyPorts.first, anyPorts.last) : preferred + at))
  for (const port of candidates) if (await isFreeOnBoth(port)) return port
  throw new Error(`None of the ports ${candidates.join(', ')} is free on this machine`)
}

async function isFreeOnBoth(port: number): Promise<boolean> {
  return (await isFree({ port, host: '127.0.0.1' })) && (await isFree({ port, host: '::1' }))
}

async function isFree(place: { port: number; host: string }): Promise<boolean> {
  try {
    await listenOnce(place)
    return true
  } catch (error) {
    // On a machine without IPv6, no program can listen on ::1, so after this error the port counts as free.
    const { code } = error as NodeJS.ErrnoException
    return place.host === '::1' && (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT')
  }
}

function listenOnce({ port, host }: { port: number; host: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve()))
  })
}
