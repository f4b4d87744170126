import { createServer } from 'node:net'

/**
 * Returns a TCP port that is free on 127.0.0.1 and on ::1 (both are "localhost"): `preferred`, or the next free port among the 50 after it. If `preferred` is
 * 0, returns any free port. Another process may take the port before the caller does. Throws if all of these ports are in use.
 */
export async function freePort({ preferred }: { preferred: number }): Promise<number> {
  if (preferred === 0) return await listenOnce({ port: 0, host: '127.0.0.1' })
  for (let port = preferred; port <= preferred + 50; port += 1) {
    if ((await isFree({ port, host: '127.0.0.1' })) && (await isFree({ port, host: '::1' }))) return port
  }
  throw new Error(`No free port from ${preferred} to ${preferred + 50} on this machine`)
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

function listenOnce({ port, host }: { port: number; host: string }): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address()
      const bound = address !== null && typeof address === 'object' ? address.port : port
      server.close(() => resolve(bound))
    })
  })
}
