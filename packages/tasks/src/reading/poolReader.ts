import type { Hex32, PoolEvent, PoolSite } from '@infinitio/domain'
import { blocksNeeded } from '../duties/blocksNeeded.ts'
import type { HashOf, PoolHead } from '../duties/drawnAt.ts'
import { foldPool } from '../pool/foldPool.ts'
import { emptyPool, type PoolView } from '../pool/poolView.ts'

/** A block of the chain with its hash. */
export type SeenBlock = PoolHead & { readonly hash: Hex32 }

/**
 * The calls with which a `PoolReader` reads the task pool from the chain. Each of them may throw; the next reading then continues after the last block that was
 * read.
 */
export type PoolSource = {
  /** Returns the number of a block before the pool's first event. */
  readonly firstBlock: (head: number) => Promise<number>
  readonly head: () => Promise<SeenBlock>
  /** Returns the hash of a block, or null if the chain has no such block. */
  readonly hashOf: (block: number) => Promise<Hex32 | null>
  /** Returns the pool's events in these blocks, in their order. */
  readonly events: (range: {
    readonly from: number
    readonly to: number
  }) => Promise<readonly { readonly event: PoolEvent; readonly site: PoolSite }[]>
}

/** The view of the task pool at the newest block, with a function for the block hashes that select the accounts for its tasks. */
export type SeenPool = { readonly view: PoolView; readonly head: PoolHead; readonly hashOf: HashOf }

/** A reader that follows the pool on the chain. */
export type PoolReader = {
  /**
   * Returns the task pool at the newest block. Callers at the same time wait for the same reading of the chain. Rejects with the errors of the source; the next
   * call tries again.
   */
  readonly read: () => Promise<SeenPool>
}

const blocksAtOnce = 10_000

/**
 * Creates a reader that keeps the view of the pool and adds the events of new blocks. If the chain does not have the last block that was read, the reader
 * starts again from the pool's first event.
 */
export function createPoolReader(source: PoolSource): PoolReader {
  let view = emptyPool()
  let known: SeenBlock | null = null
  let hashes = new Map<number, Hex32>()
  let reading: Promise<SeenPool> | null = null

  async function load(): Promise<SeenPool> {
    const head = await source.head()
    if (known !== null && known.hash !== head.hash && (head.block <= known.block || (await source.hashOf(known.block)) !== known.hash)) known = null
    const isNew = known === null
    const from: number = known === null ? await source.firstBlock(head.block) : known.block + 1
    const found = await eventsBetween(from, head.block)
    if (isNew) {
      view = emptyPool()
      hashes = new Map()
    }
    for (const { event, site } of found) foldPool(view, event, site)
    known = head
    hashes = await hashesOf(blocksNeeded(view, head))
    return { view, head, hashOf: (block) => hashes.get(block) ?? null }
  }

  async function eventsBetween(first: number, last: number) {
    const found: { readonly event: PoolEvent; readonly site: PoolSite }[] = []
    for (let from = first; from <= last; from += blocksAtOnce)
      found.push(...(await source.events({ from, to: Math.min(from + blocksAtOnce - 1, last) })))
    return found
  }

  async function hashesOf(blocks: readonly number[]): Promise<Map<number, Hex32>> {
    const of = async (block: number) => [block, hashes.get(block) ?? (await source.hashOf(block))] as const
    const read = await Promise.all(blocks.map(of))
    return new Map(read.flatMap(([block, hash]) => (hash === null ? [] : [[block, hash] as const])))
  }

  return {
    read() {
      reading ??= load().finally(() => {
        reading = null
      })
      return reading
    },
  }
}
