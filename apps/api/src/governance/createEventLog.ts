import { ChainUnavailableError } from '../chain/ChainUnavailableError.ts'

/** Blocks asked for at once, and how often at most for one reading: what is behind by more is read by the next ones. */
export const usualRanges = { rangeBlocks: 10_000n, rangesPerReading: 100 } as const

/** The block that is read up to, by number and hash, and the last final one, null where none is known. */
export type LogHead = { readonly blockNumber: bigint; readonly blockHash: string; readonly final: bigint | null }

/** Events of one kind that somebody reads. */
export type LogSource<T> = {
  /** Another one is read from its own first block. */
  readonly key: string
  first(head: bigint): Promise<bigint>
  readRange(range: { readonly fromBlock: bigint; readonly toBlock: bigint }): Promise<readonly T[]>
}

/** What is known of events: of final blocks once for all, of the blocks after them anew for each head. All who ask at one head share one reading. */
export type EventLog<T> = {
  /** Throws ChainUnavailableError while more is to be read than one reading may, and what the source throws; what was read of final blocks stays read. */
  read(source: LogSource<T>, head: LogHead): Promise<readonly T[]>
}

/** Makes one that knows nothing yet. */
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
      // One after the other: a reading goes on where the one before it stopped.
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
