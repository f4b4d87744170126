import type { ClientHttp2Stream, OutgoingHttpHeaders } from 'node:http2'
import type { ErrorCode } from '@infinitio/domain'
import { keepAlive, liveness, pingOf, type ResumableStream } from '@infinitio/process'
import { NodeStreams, type Way } from './nodeStreams.ts'

/** Told about each change, for evidence rows; both are called at once and must not throw. */
export type TunnelEvents = { opened(nodeId: string): void; closed(nodeId: string): void }

/** The nodes that are reachable now: one proven session each. A node that dials again replaces its earlier tunnel. */
export class Tunnels {
  readonly #events: TunnelEvents
  readonly #streams = new NodeStreams((nodeId) => this.#wayTo(nodeId))
  readonly #ways = new Map<string, Way>()

  constructor(events: TunnelEvents) {
    this.#events = events
  }

  /**
   * Makes this session the way to the node. An earlier one takes no new streams; its resumable streams move here, its others may
   * finish, and it is destroyed as soon as nothing is heard of it any more.
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
    // Streams of this turn are not sent yet, and closing now would refuse them.
    else setImmediate(() => earlier.destroyed || earlier.close())
    this.#streams.resume(nodeId, way)
    if (session.destroyed) session.emit('close')
  }

  /** Opens one stream to a node, or null when it is away. The caller owns the stream and its errors. */
  open(nodeId: string, headers: OutgoingHttpHeaders): ClientHttp2Stream | null {
    const way = this.#wayTo(nodeId)
    if (way === null) return null
    return way.session.request({ ':method': 'POST', ...headers })
  }

  /**
   * Opens a stream to a node that goes on when the node loses its connection and comes back, or tells why there is none
   * (`node.tunnel_down` when the node is away). The caller owns the stream and its errors.
   */
  connect(nodeId: string, path: string): Promise<ResumableStream | { refused: ErrorCode }> {
    const way = this.#wayTo(nodeId)
    if (way === null) return Promise.resolve({ refused: 'node.tunnel_down' })
    return this.#streams.open({ nodeId, way, path })
  }

  /** Sends one request to every node and does not wait for its answer. */
  tellAll(headers: OutgoingHttpHeaders): void {
    for (const nodeId of this.#ways.keys()) {
      const stream = this.open(nodeId, headers)
      // A node that is going away does not need to know.
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
    // A session ends with its line. Destroyed by itself it says goodbye beside a write that may be under way, which Node ends the process for.
    for (const { line } of this.#ways.values()) line.destroy()
  }

  #wayTo(nodeId: string): Way | null {
    const way = this.#ways.get(nodeId)
    return way === undefined || way.session.closed || way.session.destroyed ? null : way
  }
}
