import type { Client } from 'viem'
import { getBlock } from 'viem/actions'

/**
 * Finds the number of the last block before a time (Unix seconds) by binary search. Returns null if the newest known block `last` is itself before the time,
 * because a later block may be before the time, too. Also returns null if no block is before the time. Throws viem's errors.
 */
export async function lastBlockBefore(client: Client, { time, last }: { time: bigint; last: bigint }): Promise<bigint | null> {
  const timeOf = async (blockNumber: bigint) => (await getBlock(client, { blockNumber })).timestamp
  if ((await timeOf(last)) < time || (await timeOf(0n)) >= time) return null
  let [low, high] = [0n, last]
  while (high - low > 1n) {
    const middle = (low + high) / 2n
    if ((await timeOf(middle)) < time) low = middle
    else high = middle
  }
  return low
}

/**
 * Finds the first block at or after a time (Unix seconds) by binary search up to the block `head`. Returns `head` if every earlier block is before the time.
 * Throws viem's errors.
 */
export async function firstBlockSince(client: Client, { time, head }: { time: bigint; head: bigint }): Promise<bigint> {
  let [low, high] = [0n, head]
  while (low < high) {
    const middle = (low + high) / 2n
    const { timestamp } = await getBlock(client, { blockNumber: middle })
    if (timestamp < time) low = middle + 1n
    else high = middle
  }
  return low
}

const rangeBlocks = 10_000n

/** Yields ranges that together cover the blocks `from` to `to` (both included). Each range is small enough for a node to return its logs at once. */
export function* blockRanges({ from, to }: { from: bigint; to: bigint }): Generator<{ fromBlock: bigint; toBlock: bigint }> {
  for (let fromBlock = from; fromBlock <= to; fromBlock += rangeBlocks) {
    const last = fromBlock + rangeBlocks - 1n
    yield { fromBlock, toBlock: last < to ? last : to }
  }
}

/** Yields the ranges of `blockRanges` from the last one to the first one, for the search of the newest event. */
export function* blockRangesBack({ from, to }: { from: bigint; to: bigint }): Generator<{ fromBlock: bigint; toBlock: bigint }> {
  for (let toBlock = to; toBlock >= from; toBlock -= rangeBlocks) {
    const first = toBlock - rangeBlocks + 1n
    yield { fromBlock: first > from ? first : from, toBlock }
  }
}
