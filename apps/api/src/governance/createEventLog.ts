import { ChainUnavailableError } from '../chain/ChainUnavailableError.ts'

/**
 * `rangeBlocks` is the number of blocks in one request to the chain node. One call of `read` makes at most `rangesPerReading` requests; later calls fetch the
 * rest.
 */
export const usualRanges = { rangeBlocks: 10_000n, rangesPerReading: 100 } as const

/**
 * The newest block of the chain, up to which events are read. `final` is the number of the newest block that the chain can no longer drop, or null if that is
 * unknown.
 */
export type LogHead = { readonly blockNumber: bigint; readonly blockHash: string; readonly final: bigint | null }

/** A source of events: a contract, the kinds of events, and how to read them. */
export type LogSource<T> = {
  /** The key of the cache. If `read` is called with another key, the cache is emptied, and reading begins again at block `first`. */
  readonly key: string
  first(head: bigint): Promise<bigint>
  readRange(range: { readonly fromBlock: bigint; readonly toBlock: bigint }): Promise<readonly T[]>
}

/**
 * Caches events. Events of final blocks stay in the cache; events of later blocks are dropped when the newest block (`head`) changes. Consecutive calls with
 * the same source and the same `head` share one reading.
 */
export type EventLog<T> = {
  /**
   * Returns all events of a source up to the block `head`. Throws the errors of the source. Throws ChainUnavailableError if there are more blocks than one call
   * may fetch. In both cases the events of final blocks that were already fetched stay cached, so a later call continues there.
   */
  read(source: LogSource<T>, head: LogHead): Promise<readonly T[]>
}

/** Creates an empty cache of events. */
export function createEventLog<T>({ rangeBlocks, rangesPerReading }: { rangeBlocks: bigint; rangesPerReading: number }): EventLog<T> {
  let kept: { key: string; next: bigint; logs: T[] } | null = null
  let last: { of: string; reading: Promise<readonly T[]> } | null = null

  async function load(source: LogSource<T>, { blockNumber: head, final }: LogHead): Promise<readonly T[]> {
    if (kept?.key !== source.key) kept = { key: source.key, next: await source.first(head), logs: [] }
    const own = kept
    const lastKept = final === null ? -1n : final < head ? final : head
    let ranges = 0
    const readRange = async (fromBlock: bigint, until: bigint) => {
      ranges += 1
      if (ranges > rangesPerReading) throw new ChainUnavailableError('the history of the DAO is still being read')
      const toBlock = fromBlock + rangeBlocks - 1n < until ? fromBlock + rangeBlocks - 1n : until
      return { logs: await source.readRange({ fromBlock, toBlock }), next: toBlock + 1n }
    }
    while (own.next <= lastKept) {
      const { logs, next } = await readRange(own.next, lastKept)
      own.logs.push(...logs)
      own.next = next
    }
    const tail: T[] = []
    for (let from = own.next; from <= head; ) {
      const { logs, next } = await readRange(from, head)
      tail.push(...logs)
      from = next
    }
    return [...own.logs, ...tail]
  }

  return {
    read(source, head) {
      const of = `${source.key} ${head.blockNumber} ${head.blockHash} ${head.final}`
      if (last?.of === of) return last.reading
      // Two calls never fetch events at the same time: each call continues where the last one stopped.
      const before = last?.reading.catch(() => null) ?? Promise.resolve(null)
      const own = { of, reading: before.then(() => load(source, head)) }
      last = own
      own.reading.catch(() => {
        if (last === own) last = null
      })
      return own.reading
    },
  }
}
