import type { AdmittedLease } from '@infinitio/db'
import type { OpenConnection, LeaseConnections } from '../leases/leaseConnections.ts'

/** A visitor who may use a port now. `stillMay` checks that again while a connection stays open. */
export type Visitor = { lease: AdmittedLease; port: number; stillMay(): Promise<boolean> }

const judgeEveryMs = 1_000

/**
 * The open exchanges between renters and their ports. Checks each visitor again every second: an exchange ends if its token was revoked, or if its lease got
 * another holder or moved to another machine.
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

  /** Adds an exchange and returns the function that removes it. Returns null if the lease has too many exchanges. */
  begin(visitor: Visitor, exchange: OpenConnection): (() => void) | null {
    const { leaseId } = visitor.lease
    if (!this.#connections.add(leaseId, exchange)) return null
    this.#open.set(exchange, visitor)
    return () => {
      this.#open.delete(exchange)
      this.#connections.remove(leaseId, exchange)
    }
  }

  /** Ends all exchanges when this process stops. */
  endAll(): void {
    clearInterval(this.#timer)
    for (const exchange of [...this.#open.keys()]) exchange.end('lease.over')
  }

  async #judge(exchange: OpenConnection, visitor: Visitor): Promise<void> {
    // While the database cannot answer this question, open exchanges continue.
    const may = await visitor.stillMay().catch(() => true)
    if (!may && this.#open.has(exchange)) exchange.end('lease.over')
  }
}
