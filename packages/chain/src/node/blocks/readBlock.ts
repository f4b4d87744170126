import { type Hex32, hex32, type UnixSeconds, unixSeconds } from '@infinitio/domain'
import { BlockNotFoundError, type Client } from 'viem'
import { getBlock } from 'viem/actions'

/** A block as the follower (the process that copies chain events into Postgres) stores it. */
export type ChainBlock = { readonly number: bigint; readonly hash: Hex32; readonly parentHash: Hex32; readonly timestamp: UnixSeconds }

/** Reads the newest block, or the block with a number. Returns null if it does not exist. Throws if the chain does not answer. */
export async function readBlock(client: Client, at: 'latest' | bigint): Promise<ChainBlock | null> {
  try {
    const block = await getBlock(client, at === 'latest' ? { blockTag: 'latest' } : { blockNumber: at })
    return { number: block.number, hash: hex32(block.hash), parentHash: hex32(block.parentHash), timestamp: unixSeconds(block.timestamp) }
  } catch (error) {
    if (error instanceof BlockNotFoundError) return null
    throw error
  }
}
