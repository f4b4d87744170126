import type { AdmittedLease } from '@infinitio/db'
import type { OpenConnection, LeaseConnections } from '../leases/leaseConnections.ts'

/** Somebody who may use a port now. `stillMay` judges the visitor again while a connection stays open. */
export type Visitor = { lease: AdmittedLease; port: number; stillMay(): Promise<boolean> }

const judgeEveryMs = 1_000

/** What is going on between renters and their ports. Each is judged again every second: a token that was revoked, a lease that has another holder or place, ends what it opened. */
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

  /** Counts an exchange in and returns how to count it out; null when the lease has too many. */
  begin(visitor: Visitor, exchange: OpenConnection): (() => void) | null {
    const { leaseId } = visitor.lease
    if (!this.#connections.add(leaseId, exchange)) return null
    this.#open.set(exchange, visitor)
    return () => {
      this.#open.delete(exchange)
      this.#connections.remove(leaseId, exchange)
    }
  }

  /** Ends all, as when this process stops. */
  endAll(): void {
    clearInterval(this.#timer)
    for (const exchange of [...this.#open.keys()]) exchange.end('lease.over')
  }

  async #judge(exchange: OpenConnection, visitor: Visitor): Promise<void> {
    // While nobody can know, what was begun goes on.
    const may = await visitor.stillMay().catch(() => true)
    if (!may && this.#open.has(exchange)) exchange.end('lease.over')
  }
}
