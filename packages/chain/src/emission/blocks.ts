import type { Client } from 'viem'
import { getBlock } from 'viem/actions'

/**
 * The number of the last block before a time (Unix seconds), found by halving; null while the block `last` is itself before it, since another may come,
 * and where the first block is not. Throws viem's errors.
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

/** The blocks `from` to `to`, both included, in ranges that a node gives logs of at once. */
export function* blockRanges({ from, to }: { from: bigint; to: bigint }): Generator<{ fromBlock: bigint; toBlock: bigint }> {
  for (let fromBlock = from; fromBlock <= to; fromBlock += rangeBlocks) {
    const last = fromBlock + rangeBlocks - 1n
    yield { fromBlock, toBlock: last < to ? last : to }
  }
}
