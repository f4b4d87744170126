const rangeBlocks = 10_000n

/** The blocks `from` to `to`, both included, in ranges that a node gives logs of at once. */
export function* blockRanges({ from, to }: { from: bigint; to: bigint }): Generator<{ fromBlock: bigint; toBlock: bigint }> {
  for (let fromBlock = from; fromBlock <= to; fromBlock += rangeBlocks) {
    const last = fromBlock + rangeBlocks - 1n
    yield { fromBlock, toBlock: last < to ? last : to }
  }
}
