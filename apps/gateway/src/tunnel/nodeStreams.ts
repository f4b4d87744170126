import { randomBytes } from 'node:crypto'
import type { ClientHttp2Session, ClientHttp2Stream, IncomingHttpHeaders } from 'node:http2'
import { type ErrorCode, isErrorCode } from '@infinitio/domain'
import { type Carrier, cutStream, graceMs, ResumableStream, resumableLimits, type TunnelLine, WindowBudget } from '@infinitio/process'

/** A connection to a node: its session and the socket under it. */
export type Way = { session: ClientHttp2Session; line: TunnelLine }

/** Limits of the streams to one node or service: their number, and the bytes that wait at this end. */
export type StreamLimits = typeof resumableLimits

type NodeLine = { budget: WindowBudget; streams: Map<string, ResumableStream> }

/**
 * Has all resumable streams to nodes (streams that survive a lost connection). Each stream belongs to a node and not to one of its connections, so it moves to
 * the node's next connection.
 */
export class NodeStreams {
  readonly #wayTo: (nodeId: string) => Way | null
  readonly #limits: StreamLimits
  readonly #lines = new Map<string, NodeLine>()
  /**
   * Maps each stream to its carrier, the HTTP/2 stream to which it was moved last. An answer on an earlier carrier is ignored, because the node no longer uses
   * that one.
   */
  readonly #moves = new WeakMap<ResumableStream, ClientHttp2Stream>()

  constructor(wayTo: (nodeId: string) => Way | null, limits: StreamLimits = resumableLimits) {
    this.#wayTo = wayTo
    this.#limits = limits
  }

  /**
   * Opens a stream to a node over this session. If that fails, returns the reason: the code with which the node refused, too many streams, or a broken
   * connection.
   */
  open({ nodeId, way, path }: { nodeId: string; way: Way; path: string }): Promise<ResumableStream | { refused: ErrorCode }> {
    const line = this.#lineOf(nodeId)
    if (line.streams.size >= this.#limits.mostStreams) return Promise.resolve({ refused: 'api.rate_limited' })
    const id = randomBytes(16).toString('hex')
    const carrier = way.session.request({ ':method': 'POST', ':path': path, 'x-stream': id })
    const stream = new ResumableStream({ budget: line.budget, limits: { ...this.#limits, graceMs: graceMs.gateway } })
    line.streams.set(id, stream)
    stream.once('close', () => {
      line.streams.delete(id)
      if (line.streams.size === 0 && this.#lines.get(nodeId) === line) this.#lines.delete(nodeId)
    })
    // The stream has lost the session that carried it. If the node has connected again with another session by now, move the stream to that one.
    stream.on('detached', () => {
      const current = this.#wayTo(nodeId)
      if (current !== null) this.#move({ id, stream, way: current })
    })
    return new Promise((resolve) => {
      carrier.on('error', () => {})
      carrier.once('response', (headers) => {
        if (headers[':status'] === 200 && stream.attach(carrierOf(carrier, way), 0)) return resolve(stream)
        cutStream(carrier)
        resolve({ refused: codeOf(headers) })
      })
      carrier.once('close', () => {
        // This event also comes after the node has accepted the stream. In that case do nothing, because the stream handles its own end.
        if (!stream.wasAttached) stream.destroy()
        resolve({ refused: 'node.tunnel_down' })
      })
    })
  }

  /** When a node has connected again, moves each of its streams to its new session. A stream that the node no longer has is destroyed. */
  resume(nodeId: string, way: Way): void {
    for (const [id, stream] of this.#lines.get(nodeId)?.streams ?? []) {
      if (!stream.wasAttached) continue
      if (stream.isAttached) stream.detach()
      else this.#move({ id, stream, way })
    }
  }

  closeAll(): void {
    for (const line of this.#lines.values()) for (const stream of line.streams.values()) stream.destroy()
  }

  /** Asks the node to continue a stream over this session. If the session breaks before the answer, the next session asks again. */
  #move({ id, stream, way }: { id: string; stream: ResumableStream; way: Way }): void {
    const { session } = way
    if (session.closed || session.destroyed) return
    const carrier = session.request({ ':method': 'POST', ':path': '/resume', 'x-stream': id, 'x-received': String(stream.received) })
    this.#moves.set(stream, carrier)
    carrier.on('error', () => {})
    carrier.once('response', (headers) => {
      if (this.#moves.get(stream) !== carrier) return cutStream(carrier)
      const received = receivedOf(headers)
      if (headers[':status'] === 200 && received !== null) return stream.attach(carrierOf(carrier, way), received)
      cutStream(carrier)
      stream.destroy(new Error('the node does not know this stream any more'))
    })
  }

  #lineOf(nodeId: string): NodeLine {
    const line = this.#lines.get(nodeId) ?? { budget: new WindowBudget(this.#limits.budgetBytes), streams: new Map<string, ResumableStream>() }
    this.#lines.set(nodeId, line)
    return line
  }
}

function carrierOf(stream: ClientHttp2Stream, { session, line }: Way): Carrier {
  return { stream, isLost: () => session.destroyed, line }
}

function codeOf(headers: IncomingHttpHeaders): ErrorCode {
  const code = String(headers['x-code'] ?? '')
  return isErrorCode(code) ? code : 'node.tunnel_down'
}

function receivedOf(headers: IncomingHttpHeaders): number | null {
  const text = String(headers['x-received'] ?? '')
  return /^\d{1,15}$/.test(text) ? Number(text) : null
}
