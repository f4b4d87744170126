import { constants } from 'node:crypto'
import type net from 'node:net'
import tls from 'node:tls'
import { probeProtocol, serviceProtocol, tunnelProtocol } from '@infinitio/process'

/** The private key and the certificate (both PEM) with which a gateway proves its identity to nodes. */
export type TunnelIdentity = { privateKeyPem: string; certificatePem: string }

/** Returns a TLS context that allows only TLS 1.3, and no session tickets, so that the gateway proves its key again on each connection. */
export function tunnelContext({ privateKeyPem, certificatePem }: TunnelIdentity): tls.SecureContext {
  return tls.createSecureContext({ key: privateKeyPem, cert: certificatePem, minVersion: 'TLSv1.3', secureOptions: constants.SSL_OP_NO_TICKET })
}

const kinds = { [tunnelProtocol]: 'node', [serviceProtocol]: 'service', [probeProtocol]: 'validator' } as const

/** The kind of the other side of a connection: a machine, an AI service, or a validator that measures machines. */
export type PeerKind = (typeof kinds)[keyof typeof kinds]

/** Returns the kind of the other side, by the protocol that it requested in the TLS handshake. Null for another protocol. */
export function peerKind({ alpnProtocol }: Pick<tls.TLSSocket, 'alpnProtocol'>): PeerKind | null {
  return typeof alpnProtocol === 'string' && Object.hasOwn(kinds, alpnProtocol) ? kinds[alpnProtocol as keyof typeof kinds] : null
}

/**
 * Runs the server's side of the TLS handshake with a node, a service or a validator. Destroys the socket and rejects in three cases: the handshake fails, it
 * takes longer than `withinMs`, or the client requests none of the protocols of this port.
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
    const secure = new tls.TLSSocket(socket, { isServer: true, secureContext: context, ALPNProtocols: Object.keys(kinds) })
    const fail = (error: Error): void => {
      clearTimeout(timer)
      socket.destroy()
      reject(error)
    }
    const timer = setTimeout(() => fail(new Error('the other side did not finish the TLS handshake in time')), withinMs)
    secure.once('error', fail)
    const closed = (): void => fail(new Error('the connection closed in the TLS handshake'))
    secure.once('close', closed)
    secure.once('secure', () => {
      if (peerKind(secure) === null) return fail(new Error('the other side speaks another protocol'))
      clearTimeout(timer)
      secure.off('close', closed).off('error', fail)
      // The HTTP/2 module waits until this flag is false. tls.Server sets it on its own sockets at this point, so set it here, too.
      Object.assign(secure, { secureConnecting: false })
      resolve(secure)
    })
  })
}
