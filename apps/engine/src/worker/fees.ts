/** The fees of a transaction, in wei per gas: the maximum fee, and the tip for the block's producer. */
export interface Fees {
  maxFeePerGas: bigint
  maxPriorityFeePerGas: bigint
}

/** Returns the fees for the first version of a transaction that is signed: the recommended fees, or `cap` (wei per gas) where they are higher. */
export function firstFees({ advised, cap }: { advised: Fees; cap: bigint }): Fees {
  const maxFeePerGas = smaller(advised.maxFeePerGas, cap)
  return { maxFeePerGas, maxPriorityFeePerGas: smaller(advised.maxPriorityFeePerGas, maxFeePerGas) }
}

/**
 * Returns the fees with which a transaction is signed again under the same nonce. Each fee is at least an eighth above the earlier one, because chain nodes
 * replace a transaction only if the new one pays at least a tenth more. Higher advised fees are used up to `cap` (wei per gas). Returns null if an eighth above
 * the earlier maximum fee exceeds `cap`. Then the earlier transaction must wait unchanged until it is mined.
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
