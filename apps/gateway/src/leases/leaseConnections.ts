import type { AdmittedLease } from '@infinitio/db'

/** Why a way to a lease is closed: it is over, whoever came in may use it no more, or the session they came in by is over. */
type EndOfConnection = 'lease.over' | 'lease.share_ended' | 'auth.session_revoked'

/** An open way to a lease, as the gateway closes it. */
export type OpenConnection = {
  /** Whether whoever came in still may, with the lease as it is now. Left out where whoever counted it in asks that by itself. */
  mayStay?(lease: AdmittedLease): boolean
  /** The session it was opened in, by the hash of its token; left out for what no session opened. */
  session?: string
  /** Called once, or again when it has not closed by the next look. */
  end(reason: EndOfConnection): void
}

/** The open connections by lease, so that all of a lease's are closed when it is over, and none has too many. */
export class LeaseConnections {
  readonly #byLease = new Map<string, Set<OpenConnection>>()
  readonly #mostPerLease: number
  readonly #onEmpty: (() => void)[] = []

  constructor({ mostPerLease }: { mostPerLease: number }) {
    this.#mostPerLease = mostPerLease
  }

  /** Counts a connection in; false when the lease has as many as it may. */
  add(leaseId: string, connection: OpenConnection): boolean {
    const open = this.#byLease.get(leaseId) ?? new Set()
    if (open.size >= this.#mostPerLease) return false
    open.add(connection)
    this.#byLease.set(leaseId, open)
    return true
  }

  /** Takes a closed connection out; safe to repeat. */
  remove(leaseId: string, connection: OpenConnection): void {
    const open = this.#byLease.get(leaseId)
    open?.delete(connection)
    if (open?.size === 0) this.#byLease.delete(leaseId)
    if (this.#byLease.size === 0) for (const tell of this.#onEmpty.splice(0)) tell()
  }

  /** Resolves when nobody is connected any more, at the latest after `withinMs`. */
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

  /** Tells every connection of a lease that it is over. */
  endLease(leaseId: string): void {
    for (const connection of [...(this.#byLease.get(leaseId) ?? [])]) connection.end('lease.over')
  }

  /** Ends every connection of a lease whose owner may use it no more. */
  endUnwelcome(lease: AdmittedLease): void {
    for (const connection of [...(this.#byLease.get(lease.leaseId) ?? [])])
      if (connection.mayStay?.(lease) === false) connection.end('lease.share_ended')
  }

  /** The sessions that opened what is open, each once. */
  sessions(): string[] {
    const open = [...this.#byLease.values()].flatMap((connections) => [...connections])
    return [...new Set(open.flatMap(({ session }) => (session === undefined ? [] : [session])))]
  }

  /** Ends every connection that one of these sessions opened. */
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
