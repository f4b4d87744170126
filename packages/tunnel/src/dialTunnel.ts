import http2 from 'node:http2'
import type tls from 'node:tls'
import {
  connectPinned,
  GatewayKeyError,
  keepAlive,
  liveness,
  pingOf,
  type ResumableStream,
  sessionWindowBytes,
  streamWindowBytes,
  TunnelLine,
} from '@infinitio/process'
import { answerChallenge } from './answerChallenge.ts'
import { answerStream } from './answerStream.ts'
import { NodeStreams } from './nodeStreams.ts'
import { parties, type Party, type TunnelLogger } from './parties.ts'

const firstMs = 100
/**
 * The longest wait before the agent dials again, in milliseconds. A dead connection is noticed within 6 s, so the agent dials again within the 10 s that a
 * reconnection may take.
 */
const mostMs = 3_000

/**
 * Serves one request that came through a tunnel, and from then on must end its stream. If the request allows a resumable stream, `open` answers with one. `line`
 * is the connection.
 */
export type ServeStream = (
  stream: http2.ServerHttp2Stream,
  path: string,
  headers: http2.IncomingHttpHeaders,
  open: () => ResumableStream | null,
  line: TunnelLine,
) => void

/** The permanent connection of one node or AI service to the gateway. */
export type Tunnel = { isUp(): boolean; close(): void }

const connectTimeoutMs = 4_000
/**
 * Limits on how many streams the gateway may reset before Node closes the connection. They are so high that they are never reached: the gateway resets a stream
 * for each renter that leaves, and it limits renters itself.
 */
const streamResets = { streamResetBurst: 100_000, streamResetRate: 10_000 }
/** If the gateway accepted a connection and the connection lasted this many milliseconds, the wait before the next dial is short again. */
const steadyAfterMs = 10_000

/** The settings and callbacks of a tunnel to one gateway. */
export type TunnelOptions = {
  host: string
  port: number
  /** The raw ed25519 key that every gateway of the market must prove, from the Directory contract. */
  gatewayKey: string
  /** Called whenever the gateway proved another key than `gatewayKey`. The key in the Directory contract may have changed then. */
  onWrongKey: () => void
  /** Called when the gateway is about to stop, with a text that an agent shows to renters who are connected through it. */
  onDraining: (text: string) => void
  /** The node or AI service that this program makes reachable. */
  party: Party
  /** Signs a text (EIP-191) with the key that the chain lists for the party. */
  signText: (text: string) => Promise<string>
  serveStream: ServeStream
  logger: TunnelLogger
}

/**
 * Makes one party (a node or an AI service) reachable behind NAT. Connects to the gateway by TLS, checks its key, proves the party's key, then serves the gateway's HTTP/2 requests over the
 * same socket (roles reversed). When a gateway is about to stop, the old connection finishes its open streams while a new one is dialled. Redials with growing
 * waits (100 ms to 3 s) until `close`. Never throws; logs each failed attempt once.
 */
export function dialTunnel(options: TunnelOptions): Tunnel {
  const { host, port, gatewayKey, party, logger } = options
  const { protocol } = parties[party.kind]
  let attempt = 0
  let closed = false
  let timer: NodeJS.Timeout | null = null
  /**
   * The tunnel can have several connections. `newest` is the connection of the last dial, `up` is the one that a gateway has accepted, and `sockets` also
   * contains earlier ones that still finish their streams.
   */
  let newest: tls.TLSSocket | null = null
  let up: tls.TLSSocket | null = null
  const sockets = new Set<tls.TLSSocket>()
  const streams = new NodeStreams()

  function dialLater(): void {
    timer ??= setTimeout(dial, backoffMs({ attempt, random: Math.random() }))
  }

  function dial(): void {
    timer = null
    let acceptedAtMs = 0
    const current = connectPinned({ host, port, gatewayKey, withinMs: connectTimeoutMs, protocol }, (error) => {
      if (error instanceof GatewayKeyError) {
        logger.error({ party: party.id, code: error.code, host, port }, error.message)
        options.onWrongKey()
      }
      if (error !== null) return
      serveGateway(current, options, streams, {
        onAccepted: () => {
          up = current
          acceptedAtMs = Date.now()
        },
        onDraining: () => {
          if (newest !== current) return
          newest = null
          attempt = 0
          dialLater()
        },
      })
    })
    newest = current
    sockets.add(current)
    current.on('error', (error) => logger.debug({ party: party.id, err: error }, 'tunnel broke'))
    current.once('close', () => {
      sockets.delete(current)
      const wasSteady = acceptedAtMs > 0 && Date.now() - acceptedAtMs >= steadyAfterMs
      if (up === current) up = null
      if (closed || newest !== current) return
      attempt = wasSteady ? 0 : attempt + 1
      dialLater()
    })
  }

  dial()
  return {
    isUp: () => up !== null,
    close() {
      closed = true
      if (timer !== null) clearTimeout(timer)
      streams.closeAll()
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** Signs in to a proven gateway and serves its requests on this connection. */
function serveGateway(
  socket: tls.TLSSocket,
  { party, signText, serveStream, onDraining, logger }: TunnelOptions,
  streams: NodeStreams,
  events: { onAccepted(): void; onDraining(): void },
): void {
  let accepted = false
  const line = new TunnelLine(socket)
  const session = http2.performServerHandshake(line, { settings: { initialWindowSize: streamWindowBytes }, ...streamResets })
  session.setLocalWindowSize(sessionWindowBytes)
  keepAlive(session, line, liveness)
  line.measureWith(pingOf(session))
  session.on('error', () => socket.destroy())
  session.on('goaway', (code, _last, data) => {
    if (code !== 0) logger.warn({ party: party.id, code: data?.toString('utf8') ?? String(code) }, 'the gateway refused the tunnel')
  })
  session.on('stream', (stream, headers) => {
    const path = String(headers[':path'])
    stream.on('error', (error) => logger.debug({ party: party.id, err: error }, 'a stream of the tunnel broke'))
    if (path === '/challenge') return void answerChallenge({ stream, headers, party, signText, logger })
    if (path === '/accepted') {
      accepted = true
      streams.accepted(String(headers['x-instance'] ?? ''))
      events.onAccepted()
      logger.debug({ party: party.id }, 'tunnel up')
      return endWith(stream, 204)
    }
    if (!accepted) return endWith(stream, 403)
    if (path === '/draining') {
      logger.info({ party: party.id }, 'the gateway is about to stop')
      onDraining(drainingText(headers['x-within']))
      events.onDraining()
      return endWith(stream, 204)
    }
    if (path === '/resume') return streams.resume(stream, line, headers)
    serveStream(stream, path, headers, () => streams.open(stream, line, headers), line)
  })
}

function drainingText(within: unknown): string {
  const seconds = Number(within)
  const when = Number.isSafeInteger(seconds) && seconds > 0 ? `in ${seconds} s at the latest` : 'now'
  return `The gateway of this connection restarts: it closes ${when}. Your machine and what runs on it go on; connect again in a moment.`
}

function endWith(stream: http2.ServerHttp2Stream, status: number): void {
  stream.resume()
  answerStream(stream, { ':status': status }, { endStream: true })
}

/**
 * Returns how long to wait before dial number `attempt`, in ms; 0 is the first dial after a connection that lasted. The wait doubles from 100 ms to 3 s.
 * `random` (0 to 1) shortens it by up to half, so that a thousand nodes do not reconnect at the same moment.
 */
export function backoffMs({ attempt, random }: { attempt: number; random: number }): number {
  const full = Math.min(mostMs, firstMs * 2 ** Math.min(attempt, 20))
  return Math.round(full * (1 - random / 2))
}
