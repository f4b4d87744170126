import { setTimeout as delay } from 'node:timers/promises'
import { poolSource } from '@infinitio/chain'
import { createPoolReader, type PoolReader as ViewReader, type SeenPool } from '@infinitio/tasks'
import { ChainUnavailableError } from '../chain/ChainUnavailableError.ts'
import type { MarketFactsReader } from '../chain/createMarketFacts.ts'
import type { PoolReader } from './createPoolReader.ts'

/** Reads all batches and tasks of the pool from the chain's events. */
export type TaskReader = {
  /** Returns all batches and tasks at the newest block. Null if the Directory names no pool. Throws ChainUnavailableError. */
  read(): Promise<SeenPool | null>
  /** Does the same with a read of the chain that begins after this call. It waits up to 300 ms, so the chain is not read more often. */
  readNext(): Promise<SeenPool | null>
  /**
   * Returns a text that changes when the pool has new events, and begins to look for them. Calls `onNew` once if it finds some. While the chain does not
   * respond, the text stays the same.
   */
  version(onNew: () => void): string
}

/** The last result is returned again for this many milliseconds, so the chain is read at most once in this time. */
const keptMs = 300

/** Creates the reader of tasks. It keeps all events that it has read in memory, so that it only needs to read new blocks. */
export function createTaskReader({ facts, pool }: { readonly facts: MarketFactsReader; readonly pool: PoolReader }): TaskReader {
  let reader: { readonly of: string; readonly view: ViewReader } | null = null
  let changes = 0
  let isLooking = false
  let kept: { readonly at: number; readonly seen: Promise<SeenPool | null> } | null = null

  async function load(): Promise<SeenPool | null> {
    const domain = await pool.domain()
    if (domain === null) return null
    if (reader?.of !== domain.pool) {
      const { addresses } = await facts.read()
      const source = poolSource(facts.client, { ...addresses, pool: domain.pool })
      const events: typeof source.events = async (range) => {
        const found = await source.events(range)
        // After the chain has replaced blocks, the reader reads all events again. Then some are found too.
        if (found.length > 0) changes += 1
        return found
      }
      reader = { of: domain.pool, view: createPoolReader({ ...source, events }) }
    }
    return await reader.view.read()
  }

  function read(): Promise<SeenPool | null> {
    if (kept !== null && performance.now() - kept.at < keptMs) return kept.seen
    const seen = load().catch((cause: unknown) => {
      kept = null
      throw cause instanceof ChainUnavailableError ? cause : new ChainUnavailableError('the task pool cannot be read', { cause })
    })
    kept = { at: performance.now(), seen }
    return seen
  }

  async function look(onNew: () => void): Promise<void> {
    const before = changes
    await read()
    if (changes !== before) onNew()
  }

  return {
    read,
    async readNext() {
      await delay(keptMs)
      return await read()
    },
    version(onNew) {
      if (!isLooking) {
        isLooking = true
        look(onNew)
          .catch(() => undefined) // The next call looks again.
          .finally(() => {
            isLooking = false
          })
      }
      return `${changes}`
    },
  }
}
