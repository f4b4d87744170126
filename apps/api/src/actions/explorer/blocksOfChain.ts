import { type BlockCountsRow, findBlock, listBlocks } from '@infinitio/db'
import type { Refusal } from '@infinitio/domain'
import type { BlocksWire, BlockWire, blocksQueryWire } from '@infinitio/domain/wire'
import type { z } from 'zod'
import type { Services } from '../../services/services.ts'

const usualLimit = 25

/** A page of blocks as the follower read them, newest first. `cursor` is the last number of the page before. */
export async function listBlocksOfChain({ db }: Services, query: z.output<typeof blocksQueryWire>): Promise<BlocksWire> {
  const limit = query.limit ?? usualLimit
  const rows = await listBlocks(db, { beforeNumber: query.cursor === undefined ? null : BigInt(query.cursor), limit: limit + 1 })
  const page = rows.slice(0, limit)
  return { items: page.map(blockToWire), nextCursor: rows.length > limit ? (page.at(-1)?.number.toString() ?? null) : null }
}

/** One block. Refuses with `chain.block_unknown`. */
export async function readBlockOfChain({ db }: Services, { number }: { number: string }): Promise<BlockWire | Refusal> {
  const row = await findBlock(db, { number: BigInt(number) })
  return row === null ? { rejected: 'chain.block_unknown' } : blockToWire(row)
}

function blockToWire({ number, hash, parentHash, timestamp, final, transactions, events }: BlockCountsRow): BlockWire {
  return { number: Number(number), hash, parentHash, at: Number(timestamp), final, transactions, events }
}
