import type { ClientHttp2Stream, OutgoingHttpHeaders } from 'node:http2'
import type { ErrorCode } from '@infinitio/domain'
import { type Carrier, cutStream, keepAlive, liveness, pingOf, type ResumableStream } from '@infinitio/process'
import { NodeStreams, type StreamLimits, type Way } from './nodeStreams.ts'

/**
 * Functions that record in the database that the tunnel of a node was opened or closed. Both are synchronous and must not throw. `address` is the network
 * address of the node, or another text if the connection has already ended.
 */
export type TunnelEvents = { opened(nodeId: string, address: string): void; closed(nodeId: string): void }

/** A node that does not answer the opening of a carried stream within this many milliseconds counts as one that refuses. */
const carryWithinMs = 5_000

/** The nodes that are reachable now, with one authenticated session (its tunnel) each. If a node connects again, its new tunnel replaces the earlier one. */
export class Tunnels {
  readonly #events: TunnelEvents
  readonly #streams: NodeStreams
  readonly #ways = new Map<string, Way>()

  constructor(events: TunnelEvents, limits?: StreamLimits) {
    this.#events = events
    this.#streams = new NodeStreams((nodeId) => this.#wayTo(nodeId), limits)
  }

  /**
   * Makes this session the current one of its node. An earlier session of the node gets no new streams. Its streams that can survive a lost connection move to
   * the new session; its other streams may finish, and then it is closed.
   */
  add({ nodeId, address = '', session, line }: Way & { nodeId: string; address?: string }): void {
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
    if (earlier === undefined) this.#events.opened(nodeId, address)
    // Streams that were opened in this tick have not been sent yet. They would be refused if the session were closed at once, so close it in the next tick.
    else setImmediate(() => earlier.destroyed || earlier.close())
    this.#streams.resume(nodeId, way)
    if (session.destroyed) session.emit('close')
  }

  /** Opens one stream to a node, or returns null if the node has no tunnel. The caller must handle the errors of the stream. */
  open(nodeId: string, headers: OutgoingHttpHeaders): ClientHttp2Stream | null {
    const way = this.#wayTo(nodeId)
    if (way === null) return null
    return way.session.request({ ':method': 'POST', ...headers })
  }

  /**
   * Opens a stream that continues when the node reconnects, or returns why that failed (`node.tunnel_down` if the node has no tunnel). The caller must handle
   * the errors of the stream.
   */
  connect(nodeId: string, path: string): Promise<ResumableStream | { refused: ErrorCode }> {
    const way = this.#wayTo(nodeId)
    if (way === null) return Promise.resolve({ refused: 'node.tunnel_down' })
    return this.#streams.open({ nodeId, way, path })
  }

  /**
   * Opens a stream that ends with the node's connection, and resolves with it and the connection once the node accepts it. Resolves with null if the node has no
   * tunnel, refuses, or does not answer within five seconds.
   */
  carry(nodeId: string, path: string): Promise<Pick<Carrier, 'stream' | 'line'> | null> {
    const way = this.#wayTo(nodeId)
    if (way === null) return Promise.resolve(null)
    const stream = way.session.request({ ':method': 'POST', ':path': path })
    return new Promise((resolve) => {
      const timer = setTimeout(() => cutStream(stream), carryWithinMs)
      stream.on('error', () => {})
      stream.once('close', () => {
        clearTimeout(timer)
        resolve(null)
      })
      stream.once('response', (headers) => {
        clearTimeout(timer)
        if (headers[':status'] === 200) return resolve({ stream, line: way.line })
        cutStream(stream)
        resolve(null)
      })
    })
  }

  /** Sends one request to every node without waiting for answers. */
  tellAll(headers: OutgoingHttpHeaders): void {
    for (const nodeId of this.#ways.keys()) {
      const stream = this.open(nodeId, headers)
      // Ignores errors: a node that is disconnecting does not need the request.
      stream?.on('error', () => {}).resume()
      stream?.end()
    }
  }

  isUp(nodeId: string): boolean {
    return this.#ways.has(nodeId)
  }

  /** Ends the tunnel of a node. Its streams wait for its next tunnel for a short time. */
  end(nodeId: string): void {
    this.#ways.get(nodeId)?.line.destroy()
  }

  nodeIds(): string[] {
    return [...this.#ways.keys()]
  }

  closeAll(): void {
    this.#streams.closeAll()
    // Close all tunnels by destroying their sockets, which also ends the sessions. Destroying a session directly would send a closing frame beside a write in
    // progress, for which Node.js ends the process.
    for (const { line } of this.#ways.values()) line.destroy()
  }

  #wayTo(nodeId: string): Way | null {
    const way = this.#ways.get(nodeId)
    return way === undefined || way.session.closed || way.session.destroyed ? null : way
  }
}
