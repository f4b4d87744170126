import { poolSource } from '@infinitio/chain'
import { createPoolReader, type PoolReader as ViewReader, type SeenPool } from '@infinitio/tasks'
import { ChainUnavailableError } from '../chain/ChainUnavailableError.ts'
import type { MarketFactsReader } from '../chain/createMarketFacts.ts'
import type { PoolReader } from './createPoolReader.ts'

/** Reads all batches and tasks of the pool from the chain's events. */
export type TaskReader = {
  /** Returns all batches and tasks at the newest block. Null if the Directory names no pool. Throws ChainUnavailableError. */
  read(): Promise<SeenPool | null>
}

/** The last result is returned again for this many milliseconds, so the chain is read at most once in this time. */
const keptMs = 300

/** Creates the reader of tasks. It keeps all events that it has read in memory, so that it only needs to read new blocks. */
export function createTaskReader({ facts, pool }: { readonly facts: MarketFactsReader; readonly pool: PoolReader }): TaskReader {
  let reader: { readonly of: string; readonly view: ViewReader } | null = null
  let kept: { readonly at: number; readonly seen: Promise<SeenPool | null> } | null = null

  async function load(): Promise<SeenPool | null> {
    const domain = await pool.domain()
    if (domain === null) return null
    if (reader?.of !== domain.pool) {
      const { addresses } = await facts.read()
      reader = { of: domain.pool, view: createPoolReader(poolSource(facts.client, { ...addresses, pool: domain.pool })) }
    }
    return await reader.view.read()
  }

  return {
    read() {
      if (kept !== null && performance.now() - kept.at < keptMs) return kept.seen
      const seen = load().catch((cause: unknown) => {
        kept = null
        throw cause instanceof ChainUnavailableError ? cause : new ChainUnavailableError('the task pool cannot be read', { cause })
      })
      kept = { at: performance.now(), seen }
      return seen
    },
  }
}
