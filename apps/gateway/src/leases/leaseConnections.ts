import type { AdmittedLease } from '@infinitio/db'

/** Why the gateway closes a connection to a lease: the lease is over, its user lost access, or its market session is over. */
type EndOfConnection = 'lease.over' | 'lease.share_ended' | 'auth.session_revoked'

/** An open connection to a lease, with the means to close it. */
export type OpenConnection = {
  /**
   * Returns true if the connection's user may still use the lease in its new state. If the field is missing, the code that opened the connection checks that
   * itself.
   */
  mayStay?(lease: AdmittedLease): boolean
  /** The hash of the session token with which the connection was opened. Missing if no session opened it, for example for SSH. */
  session?: string
  /** Closes the connection. Called again each time the leases are read from the database while the connection is still open. */
  end(reason: EndOfConnection): void
}

/** The open connections by lease. All connections of a lease close when it is over, and their number is limited. */
export class LeaseConnections {
  readonly #byLease = new Map<string, Set<OpenConnection>>()
  readonly #mostPerLease: number
  readonly #onEmpty: (() => void)[] = []

  constructor({ mostPerLease }: { mostPerLease: number }) {
    this.#mostPerLease = mostPerLease
  }

  /** Adds a connection. Returns false if the lease already has the maximum number of connections. */
  add(leaseId: string, connection: OpenConnection): boolean {
    const open = this.#byLease.get(leaseId) ?? new Set()
    if (open.size >= this.#mostPerLease) return false
    open.add(connection)
    this.#byLease.set(leaseId, open)
    return true
  }

  /** Removes a closed connection. Repeated calls have no effect. */
  remove(leaseId: string, connection: OpenConnection): void {
    const open = this.#byLease.get(leaseId)
    open?.delete(connection)
    if (open?.size === 0) this.#byLease.delete(leaseId)
    if (this.#byLease.size === 0) for (const tell of this.#onEmpty.splice(0)) tell()
  }

  /** Resolves when no connection is open any longer, or after `withinMs` milliseconds. */
  async untilEmpty({ withinMs }: { withinMs: number }): Promise<void> {
    if (this.#byLease.size === 0) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, withinMs)
      this.#onEmpty.push(() => {
        clearTimeout(timer)
        resolve()
      })
    })
  }

  /** Closes every connection of a lease, because the lease is over. */
  endLease(leaseId: string): void {
    for (const connection of [...(this.#byLease.get(leaseId) ?? [])]) connection.end('lease.over')
  }

  /** Closes the connections of users who may no longer use the lease, for example former teammates. */
  endUnwelcome(lease: AdmittedLease): void {
    for (const connection of [...(this.#byLease.get(lease.leaseId) ?? [])])
      if (connection.mayStay?.(lease) === false) connection.end('lease.share_ended')
  }

  /** Returns the market sessions with which the open connections were opened, as hashes without duplicates. */
  sessions(): string[] {
    const open = [...this.#byLease.values()].flatMap((connections) => [...connections])
    return [...new Set(open.flatMap(({ session }) => (session === undefined ? [] : [session])))]
  }

  /** Ends every connection that one of these market sessions opened. */
  endSessions(sessions: readonly string[]): void {
    if (sessions.length === 0) return
    const over = new Set<string | undefined>(sessions)
    for (const connections of this.#byLease.values())
      for (const connection of [...connections])
        if (connection.session !== undefined && over.has(connection.session)) connection.end('auth.session_revoked')
  }

  get size(): number {
    return [...this.#byLease.values()].reduce((sum, open) => sum + open.size, 0)
  }
}
