import { setTimeout as wait } from 'node:timers/promises'
import { type AdmittedLease, type Db, findAdmittedLease, listAdmittedLeases, movedLeaseOf, readHeadTime } from '@infinitio/db'
import type { Logger } from '@infinitio/process'
import { ChainClock } from './chainClock.ts'

const pollMs = 1_000
/**
 * While no connection is open, no user can lose access, so the leases are read only on a notification and at this interval (in milliseconds), in case a
 * notification was lost.
 */
const pollAtRestMs = 5_000
/** The longest delay of a timer, in milliseconds. A later end is awaited in several steps, because Node.js fires a timer of more than 24.8 days immediately. */
const mostTimerMs = 3_600_000

/**
 * The leases to which renters may connect now, as last read from the database. While the database does not answer, known leases stay admitted until their end
 * on the chain, so that renters are not interrupted.
 */
export class AdmittedLeases {
  readonly #db: Db
  readonly #nodeIds: () => readonly string[]
  readonly #isUsed: () => boolean
  readonly #logger: Logger
  readonly #clock = new ChainClock(Date.now)
  readonly #known = new Map<string, AdmittedLease>()
  readonly #overListeners = new Set<(leaseId: string) => void>()
  readonly #lookListeners = new Set<() => void>()
  readonly #seenListeners = new Set<(lease: AdmittedLease) => void>()
  #timer: NodeJS.Timeout | null = null
  #nextEnd: NodeJS.Timeout | null = null
  #refreshing = false
  #again = false
  #databaseUp = true
  #readAtMs = Number.NEGATIVE_INFINITY
  #stopped = false

  /** `nodeIds` returns the machines with a tunnel, and `isUsed` returns true while some connection to a lease is open. */
  constructor({ db, nodeIds, isUsed, logger }: { db: Db; nodeIds: () => readonly string[]; isUsed: () => boolean; logger: Logger }) {
    this.#db = db
    this.#nodeIds = nodeIds
    this.#isUsed = isUsed
    this.#logger = logger
  }

  /** Returns true if the last query to the database succeeded. */
  get databaseUp(): boolean {
    return this.#databaseUp
  }

  /** Calls `listener` once for each lease that is no longer admitted. */
  onOver(listener: (leaseId: string) => void): void {
    this.#overListeners.add(listener)
  }

  /**
   * Calls `listener` for each admitted lease, each time the leases were read from the database. The listener can then end the connections of users who no
   * longer have access.
   */
  onSeen(listener: (lease: AdmittedLease) => void): void {
    this.#seenListeners.add(listener)
  }

  /** Calls `listener` each time the leases were read from the database successfully. */
  onLook(listener: () => void): void {
    this.#lookListeners.add(listener)
  }

  /**
   * Starts to follow the leases in the database: reads them on each notification of Postgres, once a second while connections are open, and every five
   * seconds otherwise. Resolves after the first reading, even if it failed.
   */
  async start(): Promise<void> {
    await this.#db.listen({
      channels: ['projections', 'relays'],
      onWake: () => void this.refresh(),
      onError: (error) => this.#logger.warn({ err: error }, 'the database does not wake this gateway'),
    })
    await this.refresh()
    this.#timer = setInterval(() => {
      if (this.#isUsed() || this.#ageMs() >= pollAtRestMs) void this.refresh()
    }, pollMs)
  }

  stop(): void {
    this.#stopped = true
    if (this.#timer !== null) clearInterval(this.#timer)
    if (this.#nextEnd !== null) clearTimeout(this.#nextEnd)
  }

  /**
   * Returns the lease if it is admitted now, else null. Reads the leases again if the last reading is more than a second old; if the database does not answer
   * within a second, a known lease stays admitted. Looks in the database for a lease that is not known yet, and then rejects if the database does not respond.
   */
  async find(leaseId: string): Promise<AdmittedLease | null> {
    if (this.#known.has(leaseId) && this.#databaseUp && this.#ageMs() > pollMs)
      await Promise.race([this.refresh(), wait(pollMs, null, { ref: false })])
    const known = this.#known.get(leaseId)
    if (known !== undefined) return this.#isOver(known) ? null : known
    const found = await findAdmittedLease(this.#db, { leaseId })
    if (found === null || this.#isOver(found)) return null
    this.#known.set(leaseId, found)
    this.#awaitNextEnd()
    return found
  }

  /**
   * Returns the lease to which the SSH name `lease-<id>` belongs now: the lease to which the workload of this lease has moved, otherwise the lease itself.
   * While the database does not show moves, uses the lease itself. Returns null if the resulting lease is not admitted. Rejects as `find` does.
   */
  async named(leaseId: string): Promise<AdmittedLease | null> {
    const moved = await movedLeaseOf(this.#db, { leaseId: BigInt(leaseId) }).catch(() => BigInt(leaseId))
    return this.find(moved.toString())
  }

  /** Reads the leases from the database again. If calls come during such a read, one more read follows it, for all of these calls together. Never rejects. */
  async refresh(): Promise<void> {
    if (this.#refreshing) {
      this.#again = true
      return
    }
    this.#refreshing = true
    try {
      do {
        this.#again = false
        await this.#read()
      } while (this.#again && !this.#stopped)
    } finally {
      this.#refreshing = false
    }
  }

  async #read(): Promise<void> {
    if (this.#stopped) return
    const nodeIds = [...new Set([...this.#nodeIds(), ...[...this.#known.values()].map((lease) => lease.nodeId)])]
    try {
      const [headTime, leases] = [await readHeadTime(this.#db), nodeIds.length === 0 ? [] : await listAdmittedLeases(this.#db, { nodeIds })]
      if (headTime !== null) this.#clock.observe(headTime)
      const admitted = new Map(leases.map((lease) => [lease.leaseId, lease]))
      for (const leaseId of this.#known.keys()) if (!admitted.has(leaseId)) this.#drop(leaseId)
      // Update a known lease even if it is already over, so that its connections are closed now and not when it would have ended before.
      for (const lease of leases) if (this.#known.has(lease.leaseId) || !this.#isOver(lease)) this.#see(lease)
      if (!this.#databaseUp) this.#logger.info('the database answers again')
      this.#databaseUp = true
      this.#readAtMs = performance.now()
      for (const listener of this.#lookListeners) listener()
    } catch (error) {
      if (this.#databaseUp) this.#logger.warn({ err: error }, 'the database is away; known leases stay admitted')
      this.#databaseUp = false
    }
    this.#dropEnded()
  }

  #ageMs(): number {
    return performance.now() - this.#readAtMs
  }

  #see(lease: AdmittedLease): void {
    this.#known.set(lease.leaseId, lease)
    for (const listener of this.#seenListeners) listener(lease)
  }

  #dropEnded(): void {
    for (const lease of [...this.#known.values()]) if (this.#isOver(lease)) this.#drop(lease.leaseId)
    this.#awaitNextEnd()
  }

  /**
   * Sets a timer for the next end of a lease. Without the timer, the end would be noticed up to a second late, and the lease's sessions could not be notified
   * in time.
   */
  #awaitNextEnd(): void {
    if (this.#nextEnd !== null) clearTimeout(this.#nextEnd)
    this.#nextEnd = null
    if (this.#stopped || this.#known.size === 0) return
    const untilMs = this.#clock.msUntil(Math.min(...[...this.#known.values()].map((lease) => lease.endsAtSeconds)))
    this.#nextEnd = setTimeout(() => this.#dropEnded(), Math.min(mostTimerMs, Math.ceil(untilMs))).unref()
  }

  #drop(leaseId: string): void {
    this.#known.delete(leaseId)
    for (const listener of this.#overListeners) listener(leaseId)
  }

  #isOver(lease: AdmittedLease): boolean {
    return this.#clock.nowSeconds() >= lease.endsAtSeconds
  }
}
