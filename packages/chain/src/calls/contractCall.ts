import type { Address } from '@infinitio/domain'
import type { Hex } from 'viem'

/** A call of a contract in a transaction. Carries no native coin. */
export type ContractCall = { readonly to: Address; readonly data: Hex }

/**
 * Returns the gas limit of a transaction: a quarter more than the estimate, rounded up, since other transactions before it in the block change its need
 * a little. Wallets and tools use this rule. The worker has its own, because its calls may write storage words that were still unused at the estimate.
 */
export function gasLimit(estimated: bigint): bigint {
  return (estimated * 5n + 3n) / 4n
}
