import http from 'node:http'
import type { Duplex } from 'node:stream'
import type { Tunnels } from '../tunnel/tunnels.ts'
import { PortRefused } from './portRefused.ts'

/** Most servers hang up after 5 s; one that does so while it is asked again costs that request. */
const idleMs = 4_000
const mostIdle = 8

/** Connections to one port of one lease: streams through its node's tunnel, kept open for the next request while `keepAlive`. */
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
