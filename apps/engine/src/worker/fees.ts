/** What a transaction pays for gas, in wei per gas: at most, and to the block's maker. */
export interface Fees {
  maxFeePerGas: bigint
  maxPriorityFeePerGas: bigint
}

/** What a first signature pays: as advised, but never more than `cap`. */
export function firstFees({ advised, cap }: { advised: Fees; cap: bigint }): Fees {
  const maxFeePerGas = smaller(advised.maxFeePerGas, cap)
  return { maxFeePerGas, maxPriorityFeePerGas: smaller(advised.maxPriorityFeePerGas, maxFeePerGas) }
}

/**
 * What a second signature of a nonce pays: as advised, and an eighth more of both fees than the first at least, since nodes keep the first
 * one otherwise (they ask for a tenth). Null when that is more than `cap`: the first one must land as it is.
 */
export function raisedFees({ paid, advised, cap }: { paid: Fees; advised: Fees; cap: bigint }): Fees | null {
  const least = { maxFeePerGas: eighthMore(paid.maxFeePerGas), maxPriorityFeePerGas: eighthMore(paid.maxPriorityFeePerGas) }
  if (least.maxFeePerGas > cap) return null
  const maxFeePerGas = smaller(larger(least.maxFeePerGas, advised.maxFeePerGas), cap)
  const maxPriorityFeePerGas = smaller(larger(least.maxPriorityFeePerGas, advised.maxPriorityFeePerGas), maxFeePerGas)
  return { maxFeePerGas, maxPriorityFeePerGas }
}

function eighthMore(fee: bigint): bigint {
  return (fee * 9n + 7n) / 8n + (fee === 0n ? 1n : 0n)
}

function smaller(one: bigint, other: bigint): bigint {
  return one < other ? one : other
}

function larger(one: bigint, other: bigint): bigint {
  return one > other ? one : other
}
