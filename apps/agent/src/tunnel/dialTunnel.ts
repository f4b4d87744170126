import http2 from 'node:http2'
import net from 'node:net'
import { keepAlive, type Logger, liveness, sessionWindowBytes, streamWindowBytes } from '@infinitio/process'
import { answerChallenge } from './answerChallenge.ts'
import { backoffMs } from './backoffMs.ts'

/** Serves one request that came down an accepted tunnel; it owns the stream from then on. */
export type ServeStream = (stream: http2.ServerHttp2Stream, path: string, headers: http2.IncomingHttpHeaders) => void

/** One node's standing connection to the gateway. */
export type Tunnel = { isUp(): boolean; close(): void }

const connectTimeoutMs = 4_000
/** The gateway limits renters at its own doors; it resets a stream for each that goes away, and must not lose the tunnel for that. */
const streamResets = { streamResetBurst: 100_000, streamResetRate: 10_000 }
/** A connection that was accepted and lasted this long starts its next wait from the beginning. */
const steadyAfterMs = 10_000

/**
 * Keeps one node reachable behind NAT: dials the gateway, proves the node key, then serves the gateway's HTTP/2 requests over the
 * same socket (roles reversed). Redials with growing waits (100 ms to 3 s) for ever, until `close`. Never throws; what goes wrong
 * is logged once per attempt.
 */
export function dialTunnel(options: {
  host: string
  port: number
  nodeId: string
  signText: (text: string) => Promise<string>
  serveStream: ServeStream
  logger: Logger
}): Tunnel {
  const { host, port, nodeId, logger } = options
  let attempt = 0
  let up = false
  let closed = false
  let timer: NodeJS.Timeout | null = null
  let socket: net.Socket | null = null

  function dial(): void {
    timer = null
    let acceptedAtMs = 0
    const current = net.connect({ host, port, noDelay: true, keepAlive: true })
    socket = current
    current.setTimeout(connectTimeoutMs, () => current.destroy(new Error('the gateway did not answer in time')))
    current.once('connect', () => {
      current.setTimeout(0)
      const session = http2.performServerHandshake(current, {
        settings: { initialWindowSize: streamWindowBytes },
        ...streamResets,
      })
      session.setLocalWindowSize(sessionWindowBytes)
      keepAlive(session, liveness)
      session.on('error', () => current.destroy())
      session.on('goaway', (code, _last, data) => {
        if (!closed && code !== 0) logger.warn({ nodeId, code: data?.toString('utf8') ?? String(code) }, 'the gateway refused the tunnel')
      })
      session.on('stream', (stream, headers) => {
        const path = String(headers[':path'])
        stream.on('error', (error) => logger.debug({ nodeId, err: error }, 'a stream of the tunnel broke'))
        if (path === '/challenge') return void answerChallenge({ stream, headers, nodeId, signText: options.signText, logger })
        if (path === '/accepted') {
          up = true
          acceptedAtMs = Date.now()
          logger.debug({ nodeId }, 'tunnel up')
          return endWith(stream, 204)
        }
        if (!up) return endWith(stream, 403)
        options.serveStream(stream, path, headers)
      })
    })
    current.on('error', (error) => logger.debug({ nodeId, err: error }, 'tunnel broke'))
    current.once('close', () => {
      const wasSteady = up && Date.now() - acceptedAtMs >= steadyAfterMs
      up = false
      if (closed) return
      attempt = wasSteady ? 0 : attempt + 1
      timer = setTimeout(dial, backoffMs({ attempt, random: Math.random() }))
    })
  }

  dial()
  return {
    isUp: () => up,
    close() {
      closed = true
      if (timer !== null) clearTimeout(timer)
      socket?.destroy()
    },
  }
}

function endWith(stream: http2.ServerHttp2Stream, status: number): void {
  stream.resume()
  if (!stream.headersSent && !stream.destroyed) stream.respond({ ':status': status }, { endStream: true })
}
