import http from 'node:http'
import type { Duplex } from 'node:stream'
import type { AdmittedLease } from '@infinitio/db'
import type { ErrorCode } from '@infinitio/domain'
import type { Tunnels } from '../tunnel/tunnels.ts'

/** Why a request got no answer of the workload's. */
class PortRefused extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode) {
    super(code)
    this.code = code
  }
}

/** Most servers hang up after 5 s; one that does so while it is asked again costs that request. */
const idleMs = 4_000
const mostIdle = 8

/** Connections to one port of one lease: streams through its node's tunnel, kept open for the next request while `keepAlive`. */
class PortAgent extends http.Agent {
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
        // As a socket of Node's client: when the server has said all, so have we.
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
    // Node 24.21 puts its listener on twice for each request and takes it off once.
    stream.removeAllListeners('error')
  }
}

const mostAgents = 4_096

/** One way to each port that is used: connections are shared by the requests of one lease's holder, never by two leases. */
export class PortAgents {
  readonly #tunnels: Tunnels
  readonly #agents = new Map<string, PortAgent>()

  constructor(tunnels: Tunnels) {
    this.#tunnels = tunnels
  }

  /** The way of plain requests to a port. */
  to(lease: AdmittedLease, port: number): PortAgent {
    const name = `${lease.nodeId}/${lease.leaseId}/${port}`
    const agent = this.#agents.get(name) ?? this.#new(lease, port, { keepAlive: true })
    this.#agents.delete(name)
    this.#agents.set(name, agent)
    const [oldest] = this.#agents.keys()
    if (this.#agents.size > mostAgents && oldest !== undefined) this.#forget(oldest)
    return agent
  }

  /** A connection for one request alone, which may become a WebSocket. */
  once(lease: AdmittedLease, port: number): PortAgent {
    return this.#new(lease, port, { keepAlive: false })
  }

  /** Ends what is open to a lease that is over. */
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

/** The code of what went wrong on the way to a workload; what broke there without one is a program that hung up. */
export function refusedCode(error: unknown): ErrorCode {
  return error instanceof PortRefused ? error.code : 'node.port_closed'
}
