import type { Address } from '@infinitio/domain'
import type { Hex } from 'viem'

/** A call of a contract in a transaction. It sends no native coins. */
export type ContractCall = { readonly to: Address; readonly data: Hex }

/**
 * Returns the gas limit of a transaction: the estimate plus a quarter, rounded up, because earlier transactions in the block may change how much gas it needs.
 * Wallets and tools use this rule. The engine's worker has its own rule, because its calls may write storage words that were still unused when the gas was
 * estimated.
 */
export function gasLimit(estimated: bigint): bigint {
  return (estimated * 5n + 3n) / 4n
}
