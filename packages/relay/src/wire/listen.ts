import { createServer, type Server } from 'node:http'
import { RelayError } from '../relayError.ts'

/** The address at which a server listens. Port 0 is any free port. */
export type Listen = { readonly host: string; readonly port: number }

const unavailable = new Set(['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL'])

/** Starts to listen. Throws `serving.port_unavailable` if another program has the port, or if this computer does not allow the address or the port. */
export async function listen(server: Server, { host, port }: Listen): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      const code = 'code' in error ? String(error.code) : ''
      reject(unavailable.has(code) ? new RelayError('serving.port_unavailable', `${host}:${port}, ${code}`) : error)
    })
    server.listen(port, host, () => resolve())
  })
}

/** Throws `serving.port_unavailable` if a server cannot listen here. Commands call it before they spend money on a server that could not start. */
export async function checkListen(address: Listen): Promise<void> {
  const probe = createServer()
  await listen(probe, address)
  await new Promise((resolve) => probe.close(resolve))
}
