import type { ClientHttp2Session, ClientHttp2Stream, OutgoingHttpHeaders } from 'node:http2'
import { keepAlive, liveness } from '@infinitio/process'

/** Told about each change, for evidence rows; both are called at once and must not throw. */
export type TunnelEvents = { opened(nodeId: string): void; closed(nodeId: string): void }

/** The nodes that are reachable now: one proven session each. A node that dials again replaces its earlier tunnel. */
export class Tunnels {
  readonly #events: TunnelEvents
  readonly #sessions = new Map<string, ClientHttp2Session>()

  constructor(events: TunnelEvents) {
    this.#events = events
  }

  /**
   * Makes this session the way to the node. An earlier one takes no new streams; those it has may finish, and it is destroyed
   * as soon as nothing is heard of it any more.
   */
  add({ nodeId, session }: { nodeId: string; session: ClientHttp2Session }): void {
    const earlier = this.#sessions.get(nodeId)
    this.#sessions.set(nodeId, session)
    keepAlive(session, liveness)
    session.once('close', () => {
      if (this.#sessions.get(nodeId) !== session) return
      this.#sessions.delete(nodeId)
      this.#events.closed(nodeId)
    })
    if (earlier === undefined) this.#events.opened(nodeId)
    else if (!earlier.destroyed) earlier.close()
    if (session.destroyed) session.emit('close')
  }

  /** Opens one stream to a node, or null when it is away. The caller owns the stream and its errors. */
  open(nodeId: string, headers: OutgoingHttpHeaders): ClientHttp2Stream | null {
    const session = this.#sessions.get(nodeId)
    if (session === undefined || session.closed || session.destroyed) return null
    return session.request({ ':method': 'POST', ...headers })
  }

  /** Sends one request to every node and does not wait for its answer. */
  tellAll(headers: OutgoingHttpHeaders): void {
    for (const nodeId of this.#sessions.keys()) {
      const stream = this.open(nodeId, headers)
      // A node that is going away does not need to know.
      stream?.on('error', () => {}).resume()
      stream?.end()
    }
  }

  isUp(nodeId: string): boolean {
    return this.#sessions.has(nodeId)
  }

  nodeIds(): string[] {
    return [...this.#sessions.keys()]
  }

  closeAll(): void {
    for (const session of this.#sessions.values()) session.destroy()
  }
}
