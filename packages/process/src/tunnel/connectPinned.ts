import { createPublicKey } from 'node:crypto'
import tls from 'node:tls'
import type { GatewayProtocol } from './tunnelProtocol.ts'

/** Error for a server that proved another key than the gateway's key in the Directory contract, or no key. Nothing was sent to the server. */
export class GatewayKeyError extends Error {
  readonly code = 'node.gateway_wrong_key'
}

const ed25519SpkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/**
 * Connects to the gateway's port for tunnels by TLS 1.3 and checks that the server has `gatewayKey`, the raw ed25519 key (`0x`, 64 hex digits) of the
 * Directory. Checks no CA and no name. Calls `done` once, with the proven socket or the error; a wrong key gives a GatewayKeyError. An older TLS, another
 * protocol or more than `withinMs` also give an error. Returns the socket immediately, so that the caller can destroy it.
 */
export function connectPinned(
  { host, port, gatewayKey, withinMs, protocol }: { host: string; port: number; gatewayKey: string; withinMs: number; protocol: GatewayProtocol },
  done: (error: Error | null, socket: tls.TLSSocket) => void,
): tls.TLSSocket {
  const socket = tls.connect({
    ...{ host, port, minVersion: 'TLSv1.3', ALPNProtocols: [protocol], sigalgs: 'ed25519' },
    // No CA is involved. TLS still proves that the server has the key of its certificate; the code below compares that key.
    rejectUnauthorized: false,
  })
  let isDone = false
  const finish = (error: Error | null): void => {
    if (isDone) return
    isDone = true
    clearTimeout(timer)
    if (error !== null) socket.destroy()
    done(error, socket)
  }
  const timer = setTimeout(() => finish(new Error('the gateway did not answer in time')), withinMs)
  socket.on('error', finish)
  socket.once('close', () => finish(new Error('the connection closed in the TLS handshake')))
  socket.once('secureConnect', () => {
    if (socket.getProtocol() !== 'TLSv1.3' || socket.alpnProtocol !== protocol) return finish(new Error('this is not the tunnel port of a gateway'))
    if (!hasKey(socket, gatewayKey)) return finish(new GatewayKeyError('the gateway holds another key than the Directory names'))
    socket.setNoDelay(true)
    socket.setKeepAlive(true)
    finish(null)
  })
  return socket
}

function hasKey(socket: tls.TLSSocket, gatewayKey: string): boolean {
  const certificate = socket.getPeerX509Certificate()
  if (certificate === undefined || !/^0x[0-9a-f]{64}$/.test(gatewayKey)) return false
  const spki = Buffer.concat([ed25519SpkiPrefix, Buffer.from(gatewayKey.slice(2), 'hex')])
  return certificate.publicKey.equals(createPublicKey({ key: spki, format: 'der', type: 'spki' }))
}
