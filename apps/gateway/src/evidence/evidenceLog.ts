import { randomUUID } from 'node:crypto'
import { closeConnection, closeGatewayTunnels, closeTunnel, type Db, openConnection, openTunnel, touchTunnels } from '@infinitio/db'
import type { Logger } from '@infinitio/process'

/** The gateway updates the database row of each open tunnel at this interval. If a row is not updated for 20 s, the API hides the machine. */
const touchEveryMs = 5_000
const retryEveryMs = 1_000
const mostWaiting = 10_000

/**
 * Writes a row for each tunnel and connection into the database, in order. While the database does not answer, keeps up to 10,000 entries in memory, then drops
 * the oldest and logs how many were dropped. A renter's session never waits for the database.
 */
export class EvidenceLog {
  readonly #db: Db
  readonly #gatewayId: string
  readonly #logger: Logger
  readonly #tunnelIds = new Map<string, string>()
  readonly #waiting: (() => Promise<unknown>)[] = []
  #writing: Promise<void> | null = null
  #retry: NodeJS.Timeout | null = null
  readonly #touch: NodeJS.Timeout
  #touching = false
  #dropped = 0

  constructor({ db, gatewayId, logger }: { db: Db; gatewayId: string; logger: Logger }) {
    this.#db = db
    this.#gatewayId = gatewayId
    this.#logger = logger
    const closedAt = new Date()
    this.#add(() => closeGatewayTunnels(db, { gatewayId, closedAt }))
    this.#touch = setInterval(() => void this.#touchAll(), touchEveryMs)
  }

  /** Returns the number of entries that are not written yet. */
  get waiting(): number {
    return this.#waiting.length
  }

  /** Records that the tunnel of a node was opened. `site` is the network of the node as `siteOf` returns it. */
  tunnelOpened(nodeId: string, site: string | null = null): void {
    const id = randomUUID()
    const connectedAt = new Date()
    this.#tunnelIds.set(nodeId, id)
    this.#add(() => openTunnel(this.#db, { id, nodeId, gatewayId: this.#gatewayId, connectedAt, site }))
  }

  tunnelClosed(nodeId: string): void {
    const id = this.#tunnelIds.get(nodeId)
    if (id === undefined) return
    const closedAt = new Date()
    this.#tunnelIds.delete(nodeId)
    this.#add(() => closeTunnel(this.#db, { id, closedAt }))
  }

  /** Records that a connection was opened. Call the returned function with the transferred bytes when the connection ends. */
  connectionOpened(leaseId: string, kind: 'ssh' | 'port'): (bytes: { bytesIn: number; bytesOut: number }) => void {
    const id = randomUUID()
    const openedAt = new Date()
    this.#add(() => openConnection(this.#db, { id, gatewayId: this.#gatewayId, leaseId, kind, tokenHash: null, openedAt }))
    return (bytes) => this.connectionClosed(id, bytes)
  }

  connectionClosed(id: string, bytes: { bytesIn: number; bytesOut: number }): void {
    const closedAt = new Date()
    this.#add(() => closeConnection(this.#db, { id, closedAt, ...bytes }))
  }

  /** Tries to write the remaining entries for at most `withinMs` milliseconds. */
  async close({ withinMs }: { withinMs: number }): Promise<void> {
    clearInterval(this.#touch)
    if (this.#retry !== null) clearTimeout(this.#retry)
    const deadline = new Promise<void>((resolve) => setTimeout(resolve, withinMs).unref())
    await Promise.race([this.#write(), deadline])
  }

  /**
   * Stores that the open tunnels are alive. Updates their rows directly and not through the queue. If the queue is long, the market would otherwise treat a
   * live tunnel as dead.
   */
  async #touchAll(): Promise<void> {
    const ids = [...this.#tunnelIds.values()]
    if (ids.length === 0 || this.#touching) return
    this.#touching = true
    try {
      await touchTunnels(this.#db, { ids, seenAt: new Date() })
    } catch (error) {
      this.#logger.debug({ err: error }, 'tunnels cannot be touched')
    } finally {
      this.#touching = false
    }
  }

  #add(write: () => Promise<unknown>): void {
    this.#waiting.push(write)
    if (this.#waiting.length > mostWaiting) {
      this.#waiting.shift()
      this.#dropped += 1
    }
    void this.#write()
  }

  #write(): Promise<void> {
    this.#writing ??= this.#drain().finally(() => {
      this.#writing = null
    })
    return this.#writing
  }

  async #drain(): Promise<void> {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      try {
        await next()
      } catch (error) {
        this.#logger.debug({ err: error, waiting: this.#waiting.length }, 'evidence waits for the database')
        this.#retry = setTimeout(() => void this.#write(), retryEveryMs)
        return
      }
      if (this.#waiting[0] === next) this.#waiting.shift()
      if (this.#dropped > 0) this.#logger.warn({ dropped: this.#dropped }, 'evidence was dropped while the database was away')
      this.#dropped = 0
    }
  }
}
