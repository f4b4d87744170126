import type { ClientHttp2Stream, OutgoingHttpHeaders } from 'node:http2'
import type { ErrorCode } from '@infinitio/domain'
import { keepAlive, liveness, pingOf, type ResumableStream } from '@infinitio/process'
import { NodeStreams, type Way } from './nodeStreams.ts'

/** Called on each change, to write evidence rows. Both run synchronously and must not throw. */
export type TunnelEvents = { opened(nodeId: string): void; closed(nodeId: string): void }

/** The nodes that are reachable now, with one proven session each. A node that dials again replaces its earlier tunnel. */
export class Tunnels {
  readonly #events: TunnelEvents
  readonly #streams = new NodeStreams((nodeId) => this.#wayTo(nodeId))
  readonly #ways = new Map<string, Way>()

  constructor(events: TunnelEvents) {
    this.#events = events
  }

  /**
   * Makes this session the node's current one. An earlier session takes no new streams: its resumable streams move here, others may finish, and it is
   * destroyed once it is silent.
   */
  add({ nodeId, session, line }: Way & { nodeId: string }): void {
    const way = { session, line }
    const earlier = this.#ways.get(nodeId)?.session
    this.#ways.set(nodeId, way)
    keepAlive(session, line, liveness)
    line.measureWith(pingOf(session))
    session.once('close', () => {
      if (this.#ways.get(nodeId) !== way) return
      this.#ways.delete(nodeId)
      this.#events.closed(nodeId)
    })
    if (earlier === undefined) this.#events.opened(nodeId)
    // Streams that opened in this tick are not sent yet, and closing now would refuse them.
    else setImmediate(() => earlier.destroyed || earlier.close())
    this.#streams.resume(nodeId, way)
    if (session.destroyed) session.emit('close')
  }

  /** Opens one stream to a node; null when the node has no tunnel. The caller owns the stream and handles its errors. */
  open(nodeId: string, headers: OutgoingHttpHeaders): ClientHttp2Stream | null {
    const way = this.#wayTo(nodeId)
    if (way === null) return null
    return way.session.request({ ':method': 'POST', ...headers })
  }

  /**
   * Opens a stream that continues when the node reconnects, or returns why it could not (`node.tunnel_down` without a tunnel). The caller owns the
   * stream and handles its errors.
   */
  connect(nodeId: string, path: string): Promise<ResumableStream | { refused: ErrorCode }> {
    const way = this.#wayTo(nodeId)
    if (way === null) return Promise.resolve({ refused: 'node.tunnel_down' })
    return this.#streams.open({ nodeId, way, path })
  }

  /** Sends one request to every node without waiting for answers. */
  tellAll(headers: OutgoingHttpHeaders): void {
    for (const nodeId of this.#ways.keys()) {
      const stream = this.open(nodeId, headers)
      // A node that is disconnecting does not need the request.
      stream?.on('error', () => {}).resume()
      stream?.end()
    }
  }

  isUp(nodeId: string): boolean {
    return this.#ways.has(nodeId)
  }

  nodeIds(): string[] {
    return [...this.#ways.keys()]
  }

  closeAll(): void {
    this.#streams.closeAll()
    // Destroys the socket, which ends the session. A session that is destroyed directly sends a closing frame beside a pending write, and Node ends
    // the process for that.
    for (const { line } of this.#ways.values()) line.destroy()
  }

  #wayTo(nodeId: string): Way | null {
    const way = this.#ways.get(nodeId)
    return way === undefined || way.session.closed || way.session.destroyed ? null : way
  }
}
