/** A port counts as closed if visitors find no program there for this many milliseconds. A program may need some minutes until it listens. */
const closedAfterMs = 600_000

/**
 * The ports of one lease at which visitors found no program. A port is known only from visits: nobody notices a port that nobody visits. `now` is a monotonic
 * clock in milliseconds.
 */
export class ClosedPorts {
  readonly #now: () => number
  readonly #refused = new Map<number, { readonly firstMs: number; lastMs: number }>()

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** Notes that the kernel refused a visitor's connection, because no program of the lease listens at the port. */
  refused(port: number): void {
    const nowMs = this.#now()
    const known = this.#refused.get(port)
    if (known === undefined) this.#refused.set(port, { firstMs: nowMs, lastMs: nowMs })
    else known.lastMs = nowMs
  }

  /** Notes that a program of the lease accepted a visitor's connection. */
  accepted(port: number): void {
    this.#refused.delete(port)
  }

  /** Returns the lowest port whose first and last refused visit are at least 10 minutes apart, with no accepted visit between them. Null if there is none. */
  lowest(): number | null {
    const closed = [...this.#refused].filter(([, { firstMs, lastMs }]) => lastMs - firstMs >= closedAfterMs)
    return closed.length === 0 ? null : Math.min(...closed.map(([port]) => port))
  }
}
