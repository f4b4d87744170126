import type { IncomingMessage, ServerResponse } from 'node:http'
import http2, { type Http2ServerRequest, type Http2ServerResponse, type ServerHttp2Session } from 'node:http2'
import type https from 'node:https'
import type { TLSSocket } from 'node:tls'
import type { ServicesDoor } from './servicesDoor.ts'

/** HTTP/2 for the names of AI services, at the TLS server that also speaks HTTP/1.1 for all other names. */
export type ServicesOverHttp2 = {
  /** Lets connections end after their running requests. */
  readonly stopListening: () => void
  /** Ends all connections and their requests. */
  readonly close: () => void
}

type Services = Pick<ServicesDoor, 'serviceOf' | 'answer'>

/** Limits of one connection. A client that opens and cancels many requests is disconnected after `streamResetBurst` of them. */
const limits = {
  settings: { maxConcurrentStreams: 64, maxHeaderListSize: 32 * 1024, enablePush: false },
  ...{ maxHeaderListPairs: 128, maxSessionMemory: 10, streamResetBurst: 200, streamResetRate: 20 },
} as const
const idleMs = 60_000
const misdirected = 421

/**
 * Returns the protocol of a new TLS connection: HTTP/2 if the client supports it and asks for the name of a service, otherwise HTTP/1.1. Returns undefined,
 * which ends the handshake, if the client does not support the protocol that remains.
 */
export function protocolFor({ serviceOf }: Services, { servername, protocols }: { servername: string; protocols: string[] }): string | undefined {
  // Node.js gives `false` as the name if the client names none.
  if (protocols.includes('h2') && serviceOf(String(servername)) !== null) return 'h2'
  return protocols.includes('http/1.1') ? 'http/1.1' : undefined
}

/**
 * Answers the HTTP/2 connections of a TLS server, whose option `ALPNCallback` is `protocolFor`. All requests of a browser to services share one connection, so
 * a running answer never keeps a request for a raised payment limit waiting. A browser may use such a connection for other names of the same certificate: those
 * requests get status 421, and the browser opens another connection for them.
 */
export function servicesOverHttp2(server: https.Server, services: Services): ServicesOverHttp2 {
  const sessions = new Set<ServerHttp2Session>()
  const front = http2.createServer(limits, (request, response) => pass(request, response, services))
  front.on('session', (session) => {
    let running = 0
    sessions.add(session)
    session.once('close', () => sessions.delete(session))
    session.on('error', () => session.destroy())
    session.on('stream', (stream) => {
      running += 1
      stream.once('close', () => {
        running -= 1
      })
    })
    session.setTimeout(idleMs, () => running === 0 && session.close())
  })
  const overHttp1 = server.listeners('secureConnection')
  server.removeAllListeners('secureConnection')
  server.on('secureConnection', (socket: TLSSocket) => {
    if (socket.alpnProtocol === 'h2') return void front.emit('connection', socket)
    for (const listener of overHttp1) listener.call(server, socket)
  })
  return {
    stopListening() {
      for (const session of sessions) session.close()
    },
    close() {
      for (const session of sessions) session.destroy()
    },
  }
}

function pass(request: Http2ServerRequest, response: Http2ServerResponse, services: Services): void {
  // Without this, the stream of a broken answer could end like the stream of a complete one. Do not use the code CANCEL, because a client in Node.js takes it
  // for a normal end.
  response.destroy = () => {
    if (!response.stream.destroyed) response.stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR)
    return response
  }
  response.on('error', () => response.destroy())
  const { authority, headers, url } = request
  const service = services.serviceOf(authority)
  if (service === null || (headers.host !== undefined && headers.host !== authority) || !url.startsWith('/'))
    return void response.writeHead(misdirected).end()
  headers.host = authority
  services.answer(request as unknown as IncomingMessage, response as unknown as ServerResponse, service)
}
