import http from 'node:http'
import type { Duplex } from 'node:stream'
import type { AdmittedLease } from '@infinitio/db'
import type { ErrorCode } from '@infinitio/domain'
import type { Tunnels } from '../tunnel/tunnels.ts'

/** The reason why the workload could not answer a request. */
class PortRefused extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode) {
    super(code)
    this.code = code
  }
}

/**
 * How long an unused connection to a workload stays open for the next request, in milliseconds. It must be less than the 5 s after which a Node.js server
 * closes it, because a request that is sent just then would fail.
 */
const idleMs = 4_000
const mostIdle = 8

/**
 * The HTTP agent of one port of one lease, or of one AI service. Its connections go through the tunnel of the node or of the service; they are reused for the
 * next request if `keepAlive` is true.
 */
export class PortAgent extends http.Agent {
  readonly #open: () => ReturnType<Tunnels['connect']>
  readonly #idle = new WeakMap<Duplex, NodeJS.Timeout>()

  constructor({ open, keepAlive }: { open: () => ReturnType<Tunnels['connect']>; keepAlive: boolean }) {
    super({ keepAlive, maxFreeSockets: mostIdle })
    this.#open = open
  }

  override createConnection(_options: http.ClientRequestArgs, done: (error: Error | null, stream: Duplex) => void): null {
    const none = null as unknown as Duplex
    this.#open().then(
      (stream) => {
        if ('refused' in stream) return done(new PortRefused(stream.refused), none)
        // Close this side when the workload closes its side, as Node.js's HTTP client does with a socket.
        stream.allowHalfOpen = false
        done(null, stream)
      },
      (error: unknown) => done(error as Error, none),
    )
    return null
  }

  override keepSocketAlive(stream: Duplex): boolean {
    this.#idle.set(
      stream,
      setTimeout(() => stream.destroy(), idleMs),
    )
    return true
  }

  override reuseSocket(stream: Duplex, request: http.ClientRequest): void {
    request.reusedSocket = true
    clearTimeout(this.#idle.get(stream))
    // Node.js 24.21 adds its error listener twice for each request but removes it only once. Remove the one that is left.
    stream.removeAllListeners('error')
  }
}

const mostAgents = 4_096

/**
 * Has one HTTP agent (a pool of connections) for each port of a lease in use. If there are too many agents, closes the one that was unused for longest.
 * Requests to the same port of a lease share connections; requests to other ports or leases never do.
 */
export class PortAgents {
  readonly #tunnels: Tunnels
  readonly #agents = new Map<string, PortAgent>()

  constructor(tunnels: Tunnels) {
    this.#tunnels = tunnels
  }

  /** Returns the HTTP agent (pool of connections) for plain requests to a port. */
  to(lease: AdmittedLease, port: number): PortAgent {
    const name = `${lease.nodeId}/${lease.leaseId}/${port}`
    const agent = this.#agents.get(name) ?? this.#new(lease, port, { keepAlive: true })
    this.#agents.delete(name)
    this.#agents.set(name, agent)
    const [oldest] = this.#agents.keys()
    if (this.#agents.size > mostAgents && oldest !== undefined) this.#forget(oldest)
    return agent
  }

  /** Returns an HTTP agent for a single request, because the connection may become a WebSocket and cannot be used for other requests then. */
  once(lease: AdmittedLease, port: number): PortAgent {
    return this.#new(lease, port, { keepAlive: false })
  }

  /** Closes all connections to the workload of a lease that is over. */
  endLease(leaseId: string): void {
    for (const name of [...this.#agents.keys()]) if (name.split('/')[1] === leaseId) this.#forget(name)
  }

  close(): void {
    for (const name of [...this.#agents.keys()]) this.#forget(name)
  }

  #new({ nodeId, leaseId }: AdmittedLease, port: number, { keepAlive }: { keepAlive: boolean }): PortAgent {
    return new PortAgent({ open: () => this.#tunnels.connect(nodeId, `/leases/${leaseId}/ports/${port}`), keepAlive })
  }

  #forget(name: string): void {
    this.#agents.get(name)?.destroy()
    this.#agents.delete(name)
  }
}

/** Returns the error code of a failed connection to a workload. An error without a code means that the program closed the connection. */
export function refusedCode(error: unknown): ErrorCode {
  return error instanceof PortRefused ? error.code : 'node.port_closed'
}
