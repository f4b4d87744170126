import type { Client } from 'viem'
import { getBlock } from 'viem/actions'

/**
 * Finds the number of the last block before a time (Unix seconds) by binary search. Null when the block `last` is before the time, because
 * another such block may come, and when the first block is not before it. Throws viem's errors.
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

const rangeBlocks = 10_000n

/** Yields the blocks `from` to `to` (both included), in ranges for which a node returns logs at once. */
export function* blockRanges({ from, to }: { from: bigint; to: bigint }): Generator<{ fromBlock: bigint; toBlock: bigint }> {
  for (let fromBlock = from; fromBlock <= to; fromBlock += rangeBlocks) {
    const last = fromBlock + rangeBlocks - 1n
    yield { fromBlock, toBlock: last < to ? last : to }
  }
}
