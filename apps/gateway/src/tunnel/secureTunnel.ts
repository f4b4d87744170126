import { constants } from 'node:crypto'
import type net from 'node:net'
import tls from 'node:tls'
import { tunnelProtocol } from '@infinitio/process'

/** The key and certificate (PEM) with which a gateway proves itself to nodes. */
export type TunnelIdentity = { privateKeyPem: string; certificatePem: string }

/** TLS 1.3 and nothing older, no tickets: each connection proves the gateway's key anew. */
export function tunnelContext({ privateKeyPem, certificatePem }: TunnelIdentity): tls.SecureContext {
  return tls.createSecureContext({ key: privateKeyPem, cert: certificatePem, minVersion: 'TLSv1.3', secureOptions: constants.SSL_OP_NO_TICKET })
}

/**
 * Takes a node's connection through the TLS handshake, as the server. Rejects, with the socket destroyed, when it breaks, is not
 * done within `withinMs`, or the other side did not ask for our protocol.
 */
export function secureTunnel({
  socket,
  context,
  withinMs,
}: {
  socket: net.Socket
  context: tls.SecureContext
  withinMs: number
}): Promise<tls.TLSSocket> {
  return new Promise((resolve, reject) => {
    const secure = new tls.TLSSocket(socket, { isServer: true, secureContext: context, ALPNProtocols: [tunnelProtocol] })
    const fail = (error: Error): void => {
      clearTimeout(timer)
      socket.destroy()
      reject(error)
    }
    const timer = setTimeout(() => fail(new Error('the node did not finish the TLS handshake in time')), withinMs)
    secure.once('error', fail)
    const closed = (): void => fail(new Error('the connection closed in the TLS handshake'))
    secure.once('close', closed)
    secure.once('secure', () => {
      if (secure.alpnProtocol !== tunnelProtocol) return fail(new Error('the other side speaks another protocol'))
      clearTimeout(timer)
      secure.off('close', closed).off('error', fail)
      // What tls.Server does at this point for its own sockets; HTTP/2 waits for it.
      Object.assign(secure, { secureConnecting: false })
      resolve(secure)
    })
  })
}
