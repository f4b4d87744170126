import type { AdmittedLease } from '@infinitio/db'
import type { OpenConnection, LeaseConnections } from '../leases/leaseConnections.ts'

/** A visitor who may use a port of a lease now. While a connection stays open, `stillMay` checks the right again. */
export type Visitor = { lease: AdmittedLease; port: number; stillMay(): Promise<boolean> }

const judgeEveryMs = 1_000

/**
 * The open requests and WebSockets between visitors and ports. Checks every second whether each visitor may still use them, and otherwise ends them, for
 * example because the token was revoked, or because the lease got another holder or moved to another machine.
 */
export class PortExchanges {
  readonly #connections: LeaseConnections
  readonly #open = new Map<OpenConnection, Visitor>()
  readonly #timer: NodeJS.Timeout

  constructor(connections: LeaseConnections) {
    this.#connections = connections
    this.#timer = setInterval(() => {
      for (const [exchange, visitor] of this.#open) void this.#judge(exchange, visitor)
    }, judgeEveryMs)
  }

  /** Adds an exchange (a request or WebSocket) and returns the function that removes it. Returns null if the lease has too many exchanges. */
  begin(visitor: Visitor, exchange: OpenConnection): (() => void) | null {
    const { leaseId } = visitor.lease
    if (!this.#connections.add(leaseId, exchange)) return null
    this.#open.set(exchange, visitor)
    return () => {
      this.#open.delete(exchange)
      this.#connections.remove(leaseId, exchange)
    }
  }

  /** Ends all requests and WebSockets when this process stops. */
  endAll(): void {
    clearInterval(this.#timer)
    for (const exchange of [...this.#open.keys()]) exchange.end('lease.over')
  }

  async #judge(exchange: OpenConnection, visitor: Visitor): Promise<void> {
    // If the check fails because the database does not answer, let the request or WebSocket continue.
    const may = await visitor.stillMay().catch(() => true)
    if (!may && this.#open.has(exchange)) exchange.end('lease.over')
  }
}
